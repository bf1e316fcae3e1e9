import os
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

bearer = HTTPBearer()


class Member(BaseModel):
    id: int


def current_member(creds: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> Member:
    try:
        claims = jwt.decode(
            creds.credentials,
            os.environ["JWT_PUBLIC_KEY"],
            algorithms=["RS256"],
            audience="cards",
        )
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="Invalid token")
    return Member(id=int(claims["sub"]))
