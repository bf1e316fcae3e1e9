import os
from dataclasses import dataclass
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

PUBLIC_KEY = os.environ["CARD_SERVICE_PUBLIC_KEY"]
bearer = HTTPBearer()


@dataclass(frozen=True)
class Reader:
    id: int


def current_reader(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> Reader:
    try:
        claims = jwt.decode(
            credentials.credentials, PUBLIC_KEY, algorithms=["EdDSA"], audience="catalogue",
            options={"require": ["exp", "sub"]},
        )
        return Reader(int(claims["sub"]))
    except (jwt.InvalidTokenError, ValueError):
        raise HTTPException(401, "Please sign in again") from None
