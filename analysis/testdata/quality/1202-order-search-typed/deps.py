import os
from dataclasses import dataclass

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

oauth2 = OAuth2PasswordBearer(tokenUrl="/auth/token")


@dataclass(frozen=True)
class Customer:
    id: int


async def current_customer(token: str = Depends(oauth2)) -> Customer:
    try:
        claims = jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"], audience="orders")
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="Invalid token")
    return Customer(id=int(claims["sub"]))
