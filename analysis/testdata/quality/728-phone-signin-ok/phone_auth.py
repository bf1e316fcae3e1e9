"""Sign in with a code sent by SMS."""
import hmac
import logging
import os
import secrets

import redis.asyncio as redis
from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field
from slowapi import Limiter
from slowapi.util import get_remote_address
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tokens import issue_token

router = APIRouter(prefix="/auth/phone")
limiter = Limiter(key_func=get_remote_address)
store = redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_timeout=3)
sms = Client(os.environ["TWILIO_SID"], os.environ["TWILIO_TOKEN"], http_client=TwilioHttpClient(timeout=10))
logger = logging.getLogger(__name__)

CODE_TTL = 300
MAX_TRIES = 5


class StartRequest(BaseModel):
    phone: str = Field(pattern=r"^\+[1-9][0-9]{6,14}$")


class VerifyRequest(StartRequest):
    code: str = Field(pattern=r"^[0-9]{6}$")


def make_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


@router.post("/start")
@limiter.limit("3/minute")
async def start(request: Request, body: StartRequest):
    code = make_code()
    await store.set(f"otp:{body.phone}", code, ex=CODE_TTL)
    await store.delete(f"otp-tries:{body.phone}")
    sms.messages.create(to=body.phone, from_=os.environ["TWILIO_FROM"], body=f"Your code is {code}")
    logger.info("one-time code sent")
    return {"sent": True}


@router.post("/verify")
@limiter.limit("10/minute")
async def verify(request: Request, body: VerifyRequest):
    tries = await store.incr(f"otp-tries:{body.phone}")
    await store.expire(f"otp-tries:{body.phone}", CODE_TTL)
    expected = await store.get(f"otp:{body.phone}")
    if tries > MAX_TRIES or expected is None or not hmac.compare_digest(body.code, expected):
        raise HTTPException(status_code=401, detail="Wrong code")
    await store.delete(f"otp:{body.phone}")
    return {"access_token": issue_token(body.phone)}
