"""Phone verification: request a code, confirm it. Codes live in Redis for 5 minutes."""
import hashlib
import hmac
import os
import secrets
from typing import Annotated

import httpx
from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field
from redis.asyncio import Redis

from auth import current_user_id

app = FastAPI()
redis = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2, decode_responses=True)
PEPPER = os.environ["OTP_PEPPER"].encode()
SMS_ENDPOINT = "https://rest.nexmo.com/sms/json"

CODE_TTL = 300
MAX_GUESSES = 5
SENDS_PER_HOUR = 4

UserId = Annotated[int, Depends(current_user_id)]


class PhoneIn(BaseModel):
    phone: str = Field(pattern=r"^\+[1-9]\d{7,14}$")


class CodeIn(BaseModel):
    code: str = Field(pattern=r"^\d{6}$")


def code_mac(user_id: int, code: str) -> str:
    return hmac.new(PEPPER, f"{user_id}:{code}".encode(), hashlib.sha256).hexdigest()


async def throttle(user_id: UserId) -> None:
    key = f"otp:sends:{user_id}"
    sent = await redis.incr(key)
    if sent == 1:
        await redis.expire(key, 3600)
    if sent > SENDS_PER_HOUR:
        raise HTTPException(429, "Please try again later")


async def send_sms(phone: str, code: str) -> None:
    async with httpx.AsyncClient(timeout=10) as client:
        response = await client.post(
            SMS_ENDPOINT,
            data={
                "api_key": os.environ["VONAGE_KEY"],
                "api_secret": os.environ["VONAGE_SECRET"],
                "from": "Harbour",
                "to": phone,
                "text": f"Your Harbour code is {code}. It expires in five minutes.",
            },
        )
        response.raise_for_status()


@app.post("/phone", status_code=202, dependencies=[Depends(throttle)])
async def request_code(body: PhoneIn, user_id: UserId, tasks: BackgroundTasks) -> dict[str, int]:
    code = f"{secrets.randbelow(1_000_000):06d}"
    key = f"otp:{user_id}"
    async with redis.pipeline(transaction=True) as pipe:
        pipe.delete(key)
        pipe.hset(key, mapping={"mac": code_mac(user_id, code), "phone": body.phone, "guesses": 0})
        pipe.expire(key, CODE_TTL)
        await pipe.execute()
    tasks.add_task(send_sms, body.phone, code)
    return {"expires_in": CODE_TTL}


@app.post("/phone/confirm")
async def confirm(body: CodeIn, user_id: UserId) -> dict[str, bool]:
    key = f"otp:{user_id}"
    stored = await redis.hgetall(key)
    if not stored:
        raise HTTPException(410, "The code has expired")
    # Count first, compare second: parallel guesses cannot slip past the limit.
    if await redis.hincrby(key, "guesses", 1) > MAX_GUESSES:
        await redis.delete(key)
        raise HTTPException(429, "Too many wrong codes, ask for a new one")
    if not hmac.compare_digest(stored["mac"], code_mac(user_id, body.code)):
        raise HTTPException(422, "Wrong code")

    await redis.delete(key)
    await redis.hset(f"user:{user_id}", mapping={"phone": stored["phone"], "phone_verified": 1})
    return {"verified": True}
