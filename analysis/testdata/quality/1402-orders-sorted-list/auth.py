import os
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

bearer = HTTPBearer()
JWT_KEY = os.environ["JWT_SIGNING_KEY"]


class Principal(BaseModel):
    user_id: int
    account_id: int


def current_principal(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)],
) -> Principal:
    try:
        claims = jwt.decode(
            credentials.credentials,
            JWT_KEY,
            algorithms=["HS256"],
            audience="orders-api",
            options={"require": ["exp", "sub", "account"]},
        )
        return Principal(user_id=int(claims["sub"]), account_id=int(claims["account"]))
    except (jwt.PyJWTError, ValueError) as exc:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token") from exc


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]
