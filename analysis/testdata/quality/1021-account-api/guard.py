import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

scheme = HTTPBearer()


def require_hr(creds: HTTPAuthorizationCredentials = Depends(scheme)) -> int:
    """Only HR staff may manage accounts."""
    try:
        claims = jwt.decode(creds.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401, detail="Invalid token")
    if claims.get("role") != "hr":
        raise HTTPException(status_code=403, detail="HR only")
    return int(claims["sub"])
