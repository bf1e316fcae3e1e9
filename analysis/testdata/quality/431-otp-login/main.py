"""Passwordless login by SMS code."""
import logging
import os
import secrets
import time
from dataclasses import dataclass, field

import jwt
import redis.asyncio as redis
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi_limiter import FastAPILimiter
from fastapi_limiter.depends import RateLimiter
from pydantic import BaseModel, Field

from sms import SmsGateway

logger = logging.getLogger(__name__)
app = FastAPI(title="Passwordless")

auth = APIRouter(prefix="/auth", tags=["auth"])
catalog = APIRouter(prefix="/catalog", dependencies=[Depends(RateLimiter(times=100, seconds=60))])

JWT_SECRET = os.environ["JWT_SECRET"]
CODE_TTL = 300


class PhoneIn(BaseModel):
    phone: str = Field(pattern=r"^\+\d{8,15}$")


class VerifyIn(PhoneIn):
    code: str = Field(min_length=6, max_length=6)


@dataclass
class Challenge:
    phone: str
    code: str = field(default_factory=lambda: f"{secrets.randbelow(10**6):06d}")
    created: float = field(default_factory=time.time)

    @property
    def text(self) -> str:
        return f"Your login code is {self.code}. It expires in 5 minutes."


def get_redis(request: Request) -> redis.Redis:
    return request.app.state.redis


@app.on_event("startup")
async def startup() -> None:
    app.state.redis = redis.from_url(os.environ.get("REDIS_URL", "redis://localhost"), decode_responses=True)
    await FastAPILimiter.init(app.state.redis)


@auth.post("/otp", status_code=202)
async def request_code(body: PhoneIn, store: redis.Redis = Depends(get_redis)):
    challenge = Challenge(body.phone)
    await store.set(f"otp:{body.phone}", challenge.code, ex=CODE_TTL)
    await SmsGateway().send(challenge.phone, challenge.text)
    return {"status": "sent"}


@auth.post("/otp/verify")
async def verify_code(body: VerifyIn, store: redis.Redis = Depends(get_redis)):
    expected = await store.get(f"otp:{body.phone}")
    if expected is None or not secrets.compare_digest(expected, body.code):
        logger.info("Wrong code for %s", body.phone[-4:])
        raise HTTPException(status_code=401, detail="Invalid or expired code")
    await store.delete(f"otp:{body.phone}")
    token = jwt.encode({"sub": body.phone, "exp": int(time.time()) + 3600}, JWT_SECRET, algorithm="HS256")
    return {"access_token": token, "token_type": "bearer"}


@catalog.get("/plans")
async def plans():
    return [{"id": "basic", "price": 9}, {"id": "pro", "price": 29}]


app.include_router(auth)
app.include_router(catalog)
