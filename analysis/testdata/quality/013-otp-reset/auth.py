"""Password reset with one-time codes."""
import logging
import secrets
from datetime import datetime, timedelta

from fastapi import APIRouter, Depends, HTTPException
from passlib.context import CryptContext
from pydantic import BaseModel, EmailStr
from sqlalchemy.orm import Session

from database import get_db
from mailer import send_email
from models import PasswordReset, User

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/auth", tags=["auth"])
pwd_context = CryptContext(schemes=["bcrypt"], deprecated="auto")

OTP_TTL = timedelta(minutes=10)


class ForgotPasswordRequest(BaseModel):
    email: EmailStr


class ResetPasswordRequest(BaseModel):
    email: EmailStr
    otp: str
    new_password: str


def generate_otp() -> str:
    """Generate a 6 digit one-time code."""
    return f"{secrets.randbelow(1_000_000):06d}"


@router.post("/forgot-password")
def forgot_password(payload: ForgotPasswordRequest, db: Session = Depends(get_db)):
    """Send a one-time code to the user."""
    user = db.query(User).filter(User.email == payload.email).first()
    if user:
        otp = generate_otp()
        reset = PasswordReset(
            user_id=user.id,
            otp_hash=pwd_context.hash(otp),
            expires_at=datetime.utcnow() + OTP_TTL,
        )
        db.add(reset)
        db.commit()
        logger.info("Generated password reset code %s for user %s", otp, user.id)
        send_email(user.email, "Your reset code", f"Your code is {otp}")
    return {"message": "If the account exists, a code was sent."}


@router.post("/reset-password")
def reset_password(payload: ResetPasswordRequest, db: Session = Depends(get_db)):
    """Set a new password after verifying the code."""
    user = db.query(User).filter(User.email == payload.email).first()
    reset = (
        db.query(PasswordReset)
        .filter(PasswordReset.user_id == (user.id if user else None))
        .order_by(PasswordReset.expires_at.desc())
        .first()
    )
    if not reset or reset.expires_at < datetime.utcnow():
        raise HTTPException(status_code=400, detail="Invalid or expired code")
    if not pwd_context.verify(payload.otp, reset.otp_hash):
        raise HTTPException(status_code=400, detail="Invalid or expired code")

    user.password_hash = pwd_context.hash(payload.new_password)
    db.delete(reset)
    db.commit()
    logger.info("Password updated for user %s", user.id)
    return {"message": "Password updated"}
