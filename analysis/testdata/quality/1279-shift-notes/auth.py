import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Nurse, get_session

SECRET = os.environ["JWT_SECRET"]
router = APIRouter(tags=["auth"])
oauth2 = OAuth2PasswordBearer(tokenUrl="token")


def create_token(nurse: Nurse) -> str:
    expires = datetime.now(timezone.utc) + timedelta(hours=12)
    return jwt.encode({"sub": str(nurse.id), "ward": nurse.ward, "exp": expires}, SECRET, algorithm="HS256")


def current_nurse(token: str = Depends(oauth2), session: Session = Depends(get_session)) -> Nurse:
    claims = jwt.decode(token, options={"verify_signature": False})
    nurse = session.get(Nurse, int(claims["sub"]))
    if nurse is None:
        raise HTTPException(401, "Unknown user")
    return nurse


@router.post("/token")
def login(form: OAuth2PasswordRequestForm = Depends(), session: Session = Depends(get_session)):
    nurse = session.scalar(select(Nurse).where(Nurse.login == form.username))
    if nurse is None or nurse.password != form.password:
        raise HTTPException(401, "Wrong login or password")
    return {"access_token": create_token(nurse), "token_type": "bearer"}
