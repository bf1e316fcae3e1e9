"""Two-factor login: password first, then a code by mail."""
import hashlib
import hmac
import logging
import os
import secrets
import time
from typing import Annotated

import jwt
import redis.asyncio as redis
from fastapi import APIRouter, Body, Depends, FastAPI, HTTPException, Request
from fastapi_limiter import FastAPILimiter
from fastapi_limiter.depends import RateLimiter
from passlib.hash import bcrypt
from pydantic import BaseModel, EmailStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from mail import send_code
from models import User, get_session

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/auth", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
Session = Annotated[AsyncSession, Depends(get_session)]

OTP_TTL = 300
OTP_KEY_PREFIX = "otp-code:"


class Credentials(BaseModel):
    email: EmailStr
    password: str


def jwt_key() -> str:
    return os.environ["JWT_SIGNING_KEY"]


def digest(code: str) -> str:
    return hmac.new(os.environ["OTP_PEPPER"].encode(), code.encode(), hashlib.sha256).hexdigest()


def mask(address: str) -> str:
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"


class OtpStore:
    def __init__(self, client: redis.Redis):
        self.client = client

    async def create(self, user_id: int) -> str:
        code = f"{secrets.randbelow(1_000_000):06d}"
        await self.client.set(f"{OTP_KEY_PREFIX}{user_id}", digest(code), ex=OTP_TTL)
        return code

    async def check(self, user_id: int, code: str) -> bool:
        stored = await self.client.getdel(f"{OTP_KEY_PREFIX}{user_id}")
        return stored is not None and hmac.compare_digest(stored, digest(code))


async def otp_store(request: Request) -> OtpStore:
    return OtpStore(request.app.state.redis)


def pre_auth_token(user_id: int) -> str:
    return jwt.encode({"sub": str(user_id), "stage": "otp", "exp": time.time() + OTP_TTL}, jwt_key(), "HS256")


def access_token(user_id: int) -> str:
    return jwt.encode({"sub": str(user_id), "stage": "full", "exp": time.time() + 3600}, jwt_key(), "HS256")


@router.post("/login")
async def login(body: Credentials, session: Session, store: OtpStore = Depends(otp_store)):
    user = await session.scalar(select(User).where(User.email == body.email))
    if user is None or not bcrypt.verify(body.password, user.password_hash):
        logger.info("Login with wrong password: %s", mask(body.email))
        raise HTTPException(status_code=401, detail="Invalid credentials")
    code = await store.create(user.id)
    await send_code(user.email, code)
    logger.info("OTP code sent to %s", mask(user.email))
    return {"otp_required": True, "challenge": pre_auth_token(user.id)}


@router.post("/otp/verify")
async def verify(challenge: str = Body(...), code: str = Body(...), store: OtpStore = Depends(otp_store)):
    try:
        claims = jwt.decode(challenge, jwt_key(), algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="Challenge expired")
    if claims.get("stage") != "otp" or not await store.check(int(claims["sub"]), code):
        raise HTTPException(status_code=401, detail="Wrong code")
    return {"access_token": access_token(int(claims["sub"])), "token_type": "bearer"}


app = FastAPI()
app.include_router(router)


@app.on_event("startup")
async def connect() -> None:
    app.state.redis = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
    await FastAPILimiter.init(app.state.redis)
