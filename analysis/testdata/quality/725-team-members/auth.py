import os

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from jose import JWTError, jwt
from sqlalchemy.orm import Session

from database import Member, get_session

oauth2 = OAuth2PasswordBearer(tokenUrl="/token")


def require_user(token: str = Depends(oauth2), db: Session = Depends(get_session)) -> Member:
    try:
        claims = jwt.decode(token, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except JWTError:
        raise HTTPException(401, "Invalid token")
    member = db.get(Member, int(claims["sub"]))
    if member is None:
        raise HTTPException(401, "Invalid token")
    return member
