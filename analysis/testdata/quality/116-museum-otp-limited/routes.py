import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel
from slowapi import Limiter
from slowapi.util import get_remote_address

import otp
from sms import send_sms

router = APIRouter(prefix="/auth/otp")
limiter = Limiter(key_func=get_remote_address)
JWT_SECRET = os.environ["JWT_SECRET"]


class OtpStart(BaseModel):
    phone: str


class OtpVerify(OtpStart):
    code: str


@router.post("/send")
@limiter.limit("3/minute")
async def send_otp(request: Request, body: OtpStart):
    code = otp.issue(body.phone)
    await send_sms(body.phone, f"Your museum code: {code}")
    return {"sent": True}


@router.post("/verify")
@limiter.limit("5/minute")
async def verify_otp(request: Request, body: OtpVerify):
    if not otp.verify(body.phone, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    expires = datetime.now(timezone.utc) + timedelta(hours=8)
    token = jwt.encode({"sub": body.phone, "exp": expires}, JWT_SECRET, algorithm="HS256")
    return {"access_token": token}
