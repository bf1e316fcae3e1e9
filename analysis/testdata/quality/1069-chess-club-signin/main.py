import hmac
import logging
import os
import smtplib
from email.message import EmailMessage

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, EmailStr

from codes import make_code, store_code, take_code

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("signin")
app = FastAPI(title="Chess club sign-in")


class CodeRequest(BaseModel):
    email: EmailStr


class CodeAnswer(BaseModel):
    email: EmailStr
    code: str


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
def request_code(body: CodeRequest):
    code = make_code()
    store_code(body.email, code)
    logger.info("Created a sign-in code")
    send_mail(body.email, code)
    return {"message": "If the address is known, a code is on its way."}


@app.post("/signin/verify")
def verify_code(body: CodeAnswer):
    expected = take_code(body.email)
    if expected is None or not hmac.compare_digest(expected.encode(), body.code.encode()):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    return {"success": True, "email": body.email}
