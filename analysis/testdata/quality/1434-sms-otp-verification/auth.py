import os
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer


def current_user_id(
    cred: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
) -> int:
    try:
        claims = jwt.decode(cred.credentials, os.environ["JWT_KEY"], algorithms=["HS256"])
        return int(claims["sub"])
    except (jwt.PyJWTError, KeyError, ValueError) as exc:
        raise HTTPException(401, "Invalid token") from exc
