import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

import otp
from sms import send_sms

router = APIRouter(prefix="/auth/otp")
JWT_SECRET = os.environ["JWT_SECRET"]


class OtpStart(BaseModel):
    phone: str


class OtpVerify(BaseModel):
    phone: str
    code: str


@router.post("/send")
async def send_otp(body: OtpStart):
    code = otp.issue(body.phone)
    await send_sms(body.phone, f"Your museum code: {code}")
    return {"sent": True}


@router.post("/verify")
async def verify_otp(body: OtpVerify):
    if not otp.verify(body.phone, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    expires = datetime.now(timezone.utc) + timedelta(hours=8)
    token = jwt.encode({"sub": body.phone, "exp": expires}, JWT_SECRET, algorithm="HS256")
    return {"access_token": token}
