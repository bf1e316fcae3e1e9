import logging
import os
import smtplib
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage

import jwt
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, EmailStr, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from codes import make_code, store_code, use_code

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("signin")
limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="Chess club sign-in")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
TOKEN_KEY = os.environ["TOKEN_KEY"]


class CodeRequest(BaseModel):
    email: EmailStr


class CodeAnswer(BaseModel):
    email: EmailStr
    code: str = Field(pattern=r"^[0-9]{8}$")


def send_mail(to: str, code: str) -> None:
    msg = EmailMessage()
    msg["Subject"] = "Your chess club code"
    msg["From"] = os.environ["CLUB_MAIL"]
    msg["To"] = to
    msg.set_content(f"Your code is {code}. It is valid for ten minutes.")
    with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=10) as smtp:
        smtp.starttls()
        smtp.login(os.environ["CLUB_MAIL"], os.environ["CLUB_MAIL_PASSWORD"])
        smtp.send_message(msg)


@app.post("/signin/request")
@limiter.limit("3/minute")
def request_code(request: Request, body: CodeRequest):
    code = make_code()
    store_code(body.email, code)
    logger.info("Created a sign-in code")
    send_mail(body.email, code)
    return {"message": "If the address is known, a code is on its way."}


@app.post("/signin/verify")
@limiter.limit("5/minute")
def verify_code(request: Request, body: CodeAnswer):
    if not use_code(body.email, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    claims = {"sub": body.email, "exp": datetime.now(timezone.utc) + timedelta(hours=8)}
    return {"access_token": jwt.encode(claims, TOKEN_KEY, algorithm="HS256"), "token_type": "bearer"}
