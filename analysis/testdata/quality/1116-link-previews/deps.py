import os
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

oauth2 = OAuth2PasswordBearer(tokenUrl="https://id.marlowchat.io/oauth/token")


def current_member(token: Annotated[str, Depends(oauth2)]) -> int:
    try:
        claims = jwt.decode(token, os.environ["CHAT_PUBLIC_KEY"], algorithms=["ES256"])
        return int(claims["sub"])
    except (jwt.PyJWTError, KeyError, ValueError):
        raise HTTPException(401, "Invalid token")


Member = Annotated[int, Depends(current_member)]
