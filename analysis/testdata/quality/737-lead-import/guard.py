import os

import jwt
from fastapi import Header, HTTPException


def current_org(authorization: str = Header()) -> str:
    try:
        claims = jwt.decode(authorization[7:], os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid token")
    return claims["org"]
