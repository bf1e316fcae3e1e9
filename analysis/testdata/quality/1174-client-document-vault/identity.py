"""Resolves the portal token of a client."""
import os
from dataclasses import dataclass

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

PORTAL_KEY = os.environ["PORTAL_JWT_KEY"]
bearer = HTTPBearer()


@dataclass(frozen=True)
class Client:
    id: int
    name: str


def current_client(auth: HTTPAuthorizationCredentials = Depends(bearer)) -> Client:
    """Verify the token and return the client it was issued to."""
    try:
        claims = jwt.decode(
            auth.credentials,
            PORTAL_KEY,
            algorithms=["HS256"],
            options={"require": ["exp", "sub"]},
        )
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401, detail="Invalid token")
    return Client(id=int(claims["sub"]), name=str(claims.get("name", "")))
