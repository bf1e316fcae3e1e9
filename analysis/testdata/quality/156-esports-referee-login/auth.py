import os
from datetime import datetime, timedelta, timezone

from fastapi import APIRouter, Depends, HTTPException, status
from jose import jwt
from pydantic import BaseModel

from .deps import referee_service, throttle
from .services import RefereeService

router = APIRouter(tags=["auth"], dependencies=[Depends(throttle)])
SECRET = os.environ["BRACKETS_SECRET"]


class Credentials(BaseModel):
    nickname: str
    password: str


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


def make_token(referee_id: int) -> Token:
    claims = {"sub": str(referee_id), "exp": datetime.now(timezone.utc) + timedelta(hours=4)}
    return Token(access_token=jwt.encode(claims, SECRET, algorithm="HS256"))


@router.post("/login", response_model=Token)
async def login(credentials: Credentials, referees: RefereeService = Depends(referee_service)):
    referee_id = await referees.authenticate(credentials.nickname, credentials.password)
    if referee_id is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Wrong nickname or password")
    return make_token(referee_id)
