from datetime import datetime, timedelta, timezone

from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel, EmailStr, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from sqlalchemy.orm import Session

from database import get_session
from mailer import send_mail
from models import PasswordReset, User
from otp import digest_otp, generate_otp, hash_password, otp_matches

limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="Accounts")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

MAX_ATTEMPTS = 5


class ForgotRequest(BaseModel):
    email: EmailStr


class ResetRequest(BaseModel):
    email: EmailStr
    otp: str = Field(pattern=r"^\d{6}$")
    new_password: str = Field(min_length=12, max_length=72)


@app.post("/auth/forgot-password")
@limiter.limit("3/minute")
def forgot_password(request: Request, payload: ForgotRequest, db: Session = Depends(get_session)):
    user = db.query(User).filter(User.email == payload.email).first()
    if user:
        code = generate_otp()
        db.add(PasswordReset(
            user_id=user.id,
            code_digest=digest_otp(code),
            expires_at=datetime.now(timezone.utc) + timedelta(minutes=10),
        ))
        db.commit()
        send_mail(user.email, "Your reset code", f"Your code is {code}. It expires in 10 minutes.")
    return {"message": "If the address exists, a code has been sent."}


@app.post("/auth/reset-password")
@limiter.limit("5/minute")
def reset_password(request: Request, payload: ResetRequest, db: Session = Depends(get_session)):
    invalid = HTTPException(status_code=400, detail="Invalid code")
    user = db.query(User).filter(User.email == payload.email).first()
    if user is None:
        raise invalid

    reset = (
        db.query(PasswordReset)
        .filter(PasswordReset.user_id == user.id, PasswordReset.used.is_(False))
        .order_by(PasswordReset.id.desc())
        .first()
    )
    if reset is None or reset.expires_at < datetime.now(timezone.utc) or reset.attempts >= MAX_ATTEMPTS:
        raise invalid

    if not otp_matches(payload.otp, reset.code_digest):
        reset.attempts += 1
        db.commit()
        raise invalid

    reset.used = True
    user.password_hash = hash_password(payload.new_password)
    db.commit()
    return {"message": "Password updated"}
