import os
from collections.abc import Iterator

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlmodel import Session, create_engine

from models import Patient

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})
oauth2 = OAuth2PasswordBearer(tokenUrl="/token")


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def current_patient(token: str = Depends(oauth2), session: Session = Depends(get_session)) -> Patient:
    try:
        claims = jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid token") from None
    patient = session.get(Patient, int(claims["sub"]))
    if patient is None:
        raise HTTPException(401, "Invalid token")
    return patient
