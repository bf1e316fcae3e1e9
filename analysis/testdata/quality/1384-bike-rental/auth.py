import os
from dataclasses import dataclass
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import OAuth2PasswordBearer

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="https://sso.example.org/token")
JWT_KEY = os.environ["JWT_KEY"]


@dataclass
class CurrentUser:
    id: str
    role: str


def read_claims(token: str) -> dict:
    options = {"require": ["exp", "sub"]}
    return jwt.decode(token, JWT_KEY, algorithms=["HS256"], audience="bike-rental", options=options)


def get_current_user(token: Annotated[str, Depends(oauth2_scheme)]) -> CurrentUser:
    try:
        claims = read_claims(token)
    except jwt.PyJWTError:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token")
    return CurrentUser(id=claims["sub"], role=claims.get("role", "rider"))


def require_admin(user: Annotated[CurrentUser, Depends(get_current_user)]) -> CurrentUser:
    if user.role != "admin":
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    return user
