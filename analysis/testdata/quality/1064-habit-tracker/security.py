import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.orm import Session

from models import User, get_db

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="https://id.habits.zone/token")
PUBLIC_KEY = os.environ["ID_SERVICE_PUBLIC_KEY"]


def read_claims(token: str) -> dict:
    return jwt.decode(
        token,
        PUBLIC_KEY,
        algorithms=["RS256"],
        audience="habits",
        options={"require": ["exp", "sub"]},
    )


def current_user(token: str = Depends(oauth2_scheme), db: Session = Depends(get_db)) -> User:
    try:
        claims = read_claims(token)
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="Invalid token") from None
    user = db.query(User).filter(User.email == claims.get("email")).first()
    if user is None:
        raise HTTPException(status_code=401, detail="Unknown user")
    return user
