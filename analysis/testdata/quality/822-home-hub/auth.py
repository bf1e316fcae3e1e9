import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()
SECRET = os.environ["HUB_JWT_SECRET"]


def current_resident(creds: HTTPAuthorizationCredentials = Depends(bearer)) -> dict:
    """Decode the token the phone app sends with every request."""
    try:
        return jwt.decode(
            creds.credentials,
            SECRET,
            algorithms=["HS256"],
            options={"require": ["exp", "sub"]},
        )
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="Invalid token")
