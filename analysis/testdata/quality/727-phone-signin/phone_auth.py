"""Sign in with a code sent by SMS."""
import logging
import os
import random
import string

import redis.asyncio as redis
from fastapi import APIRouter, HTTPException
from pydantic import BaseModel
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tokens import issue_token

router = APIRouter(prefix="/auth/phone")
store = redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_timeout=3)
sms = Client(os.environ["TWILIO_SID"], os.environ["TWILIO_TOKEN"], http_client=TwilioHttpClient(timeout=10))
logger = logging.getLogger(__name__)

CODE_TTL = 300


class StartRequest(BaseModel):
    phone: str


class VerifyRequest(BaseModel):
    phone: str
    code: str


def make_code(length: int = 6) -> str:
    return "".join(random.choice(string.digits) for _ in range(length))


@router.post("/start")
async def start(body: StartRequest):
    code = make_code()
    await store.set(f"otp:{body.phone}", code, ex=CODE_TTL)
    sms.messages.create(to=body.phone, from_=os.environ["TWILIO_FROM"], body=f"Your code is {code}")
    logger.info("one-time code sent")
    return {"sent": True}


@router.post("/verify")
async def verify(body: VerifyRequest):
    expected = await store.get(f"otp:{body.phone}")
    if expected is None or body.code != expected:
        raise HTTPException(status_code=401, detail="Wrong code")
    await store.delete(f"otp:{body.phone}")
    return {"access_token": issue_token(body.phone)}
