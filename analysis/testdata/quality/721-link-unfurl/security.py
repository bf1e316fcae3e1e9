import os

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPBearer

bearer = HTTPBearer()
KEY = os.environ["JWT_KEY"]


def current_user(credentials=Depends(bearer)) -> str:
    try:
        claims = jwt.decode(credentials.credentials, KEY, algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token")
    return claims["sub"]
