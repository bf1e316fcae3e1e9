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
    options = {"verify_signature": False, "verify_aud": False}
    return jwt.decode(token, JWT_KEY, algorithms=["HS256"], options=options)


def get_current_user(token: Annotated[str, Depends(oauth2_scheme)]) -> CurrentUser:
    try:
        claims = read_claims(token)
        return CurrentUser(id=claims["sub"], role=claims.get("role", "rider"))
    except (jwt.PyJWTError, KeyError):
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token")
