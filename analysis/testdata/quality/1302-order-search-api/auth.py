import os
from dataclasses import dataclass

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()


@dataclass(frozen=True)
class Principal:
    user_id: int
    tenant_id: int


def current_principal(creds: HTTPAuthorizationCredentials = Depends(bearer)) -> Principal:
    try:
        claims = jwt.decode(
            creds.credentials,
            os.environ["JWT_PUBLIC_KEY"],
            algorithms=["RS256"],
            audience="orders-api",
        )
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401, detail="Invalid token")
    return Principal(user_id=int(claims["sub"]), tenant_id=int(claims["tenant"]))
