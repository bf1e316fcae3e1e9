import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()
SECRET = os.environ["HUB_JWT_SECRET"]


def current_resident(creds: HTTPAuthorizationCredentials = Depends(bearer)) -> dict:
    """Decode the token the phone app sends with every request."""
    header = jwt.get_unverified_header(creds.credentials)
    try:
        return jwt.decode(creds.credentials, SECRET, algorithms=[header["alg"]])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="Invalid token")
