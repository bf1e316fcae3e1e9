"""Phone login with one-time codes."""
import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from otp import OTPService
from sms import SmsGateway

app = FastAPI()
otp_service = OTPService(SmsGateway(os.environ["SMS_GATEWAY_URL"]))
JWT_SECRET = os.environ["JWT_SECRET"]


class PhoneIn(BaseModel):
    phone: str


class VerifyIn(PhoneIn):
    code: str


def issue_token(subject: str) -> str:
    """Sign a token for a phone number."""
    expires = datetime.now(timezone.utc) + timedelta(days=7)
    return jwt.encode({"sub": subject, "exp": expires}, JWT_SECRET, algorithm="HS256")


@app.post("/otp/send", status_code=202)
def send_code(body: PhoneIn):
    """Send a code to the phone."""
    otp_service.send(body.phone)
    return {"message": "Code sent"}


@app.post("/otp/verify")
def verify_code(body: VerifyIn):
    """Verify the code and issue a token."""
    if not otp_service.check(body.phone, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    return {"token": issue_token(body.phone)}


@app.get("/health")
def health():
    return {"status": "ok"}
