import os
from dataclasses import dataclass
from typing import Iterator

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})
SessionLocal = sessionmaker(engine)
oauth2 = OAuth2PasswordBearer(tokenUrl="https://id.claims.example/token")


@dataclass(frozen=True)
class User:
    id: int


def get_db() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


def current_user(token: str = Depends(oauth2)) -> User:
    try:
        claims = jwt.decode(
            token, os.environ["ID_PUBLIC_KEY"], algorithms=["RS256"], audience="claims"
        )
    except jwt.PyJWTError:
        raise HTTPException(401, "Not signed in")
    return User(id=int(claims["sub"]))
