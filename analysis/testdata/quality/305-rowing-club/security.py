import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from passlib.context import CryptContext
from sqlmodel import Session

from models import Member, engine

pwd = CryptContext(schemes=["argon2"], deprecated="auto")
oauth2 = OAuth2PasswordBearer(tokenUrl="/token")
SIGNING_KEY = os.environ["CLUB_SIGNING_KEY"]


def get_session():
    with Session(engine) as session:
        yield session


def issue(member_id: int) -> str:
    expires = datetime.now(timezone.utc) + timedelta(hours=8)
    return jwt.encode({"sub": str(member_id), "exp": expires}, SIGNING_KEY, algorithm="HS256")


def current_member(token: str = Depends(oauth2), session: Session = Depends(get_session)) -> Member:
    try:
        claims = jwt.decode(token, SIGNING_KEY, algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid token")
    member = session.get(Member, int(claims["sub"]))
    if member is None:
        raise HTTPException(401, "Unknown member")
    return member
