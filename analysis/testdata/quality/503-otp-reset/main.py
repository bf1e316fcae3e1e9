from datetime import datetime, timedelta, timezone

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, EmailStr
from sqlalchemy.orm import Session

from database import get_session
from mailer import send_mail
from models import PasswordReset, User
from otp import generate_otp, hash_password

app = FastAPI(title="Accounts")


class ForgotRequest(BaseModel):
    email: EmailStr


class ResetRequest(BaseModel):
    email: EmailStr
    otp: str
    new_password: str


@app.post("/auth/forgot-password")
def forgot_password(payload: ForgotRequest, db: Session = Depends(get_session)):
    user = db.query(User).filter(User.email == payload.email).first()
    if user:
        code = generate_otp()
        db.add(PasswordReset(
            user_id=user.id,
            code=code,
            expires_at=datetime.now(timezone.utc) + timedelta(minutes=10),
        ))
        db.commit()
        send_mail(user.email, "Your reset code", f"Your code is {code}. It expires in 10 minutes.")
    return {"message": "If the address exists, a code has been sent."}


@app.post("/auth/reset-password")
def reset_password(payload: ResetRequest, db: Session = Depends(get_session)):
    user = db.query(User).filter(User.email == payload.email).first()
    if user is None:
        raise HTTPException(status_code=400, detail="Invalid code")

    reset = (
        db.query(PasswordReset)
        .filter(PasswordReset.user_id == user.id, PasswordReset.used.is_(False))
        .order_by(PasswordReset.id.desc())
        .first()
    )
    if reset is None or reset.expires_at < datetime.now(timezone.utc):
        raise HTTPException(status_code=400, detail="Invalid code")
    if reset.code != payload.otp:
        raise HTTPException(status_code=400, detail="Invalid code")

    reset.used = True
    user.password_hash = hash_password(payload.new_password)
    db.commit()
    return {"message": "Password updated"}
