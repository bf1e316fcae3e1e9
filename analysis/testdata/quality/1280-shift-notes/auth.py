import os
from datetime import datetime, timedelta, timezone

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from slowapi import Limiter
from slowapi.util import get_remote_address
from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Nurse, get_session

SECRET = os.environ["JWT_SECRET"]
router = APIRouter(tags=["auth"])
oauth2 = OAuth2PasswordBearer(tokenUrl="token")
limiter = Limiter(key_func=get_remote_address)
hasher = PasswordHasher()


def create_token(nurse: Nurse) -> str:
    expires = datetime.now(timezone.utc) + timedelta(hours=12)
    return jwt.encode({"sub": str(nurse.id), "ward": nurse.ward, "exp": expires}, SECRET, algorithm="HS256")


def current_nurse(token: str = Depends(oauth2), session: Session = Depends(get_session)) -> Nurse:
    try:
        claims = jwt.decode(token, SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401, "Invalid token")
    nurse = session.get(Nurse, int(claims["sub"]))
    if nurse is None:
        raise HTTPException(401, "Unknown user")
    return nurse


@router.post("/token")
@limiter.limit("5/minute")
def login(
    request: Request,
    form: OAuth2PasswordRequestForm = Depends(),
    session: Session = Depends(get_session),
):
    nurse = session.scalar(select(Nurse).where(Nurse.login == form.username))
    if nurse is None:
        raise HTTPException(401, "Wrong login or password")
    try:
        hasher.verify(nurse.password_hash, form.password)
    except VerificationError:
        raise HTTPException(401, "Wrong login or password")
    return {"access_token": create_token(nurse), "token_type": "bearer"}
