import hmac
import os
import secrets
import time

import httpx
import jwt
from cachetools import TTLCache
from fastapi import APIRouter, FastAPI, HTTPException, Request
from pydantic import BaseModel, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from members import phone_is_registered

router = APIRouter(prefix="/door")
limiter = Limiter(key_func=get_remote_address)

codes: TTLCache = TTLCache(maxsize=500, ttl=300)
tries: TTLCache = TTLCache(maxsize=500, ttl=300)
DOOR_KEY = os.environ["DOOR_JWT_KEY"]
SMS_URL = os.environ["SMS_URL"]
MAX_TRIES = 5


class CodeRequest(BaseModel):
    phone: str = Field(pattern=r"^\+[0-9]{8,15}$")


class CodeCheck(CodeRequest):
    code: str = Field(pattern=r"^[0-9]{6}$")


def new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


async def send_sms(phone: str, text: str) -> None:
    async with httpx.AsyncClient(timeout=10) as client:
        response = await client.post(
            SMS_URL,
            headers={"Authorization": "Bearer " + os.environ["SMS_TOKEN"]},
            json={"to": phone, "text": text},
        )
        response.raise_for_status()


@router.post("/code")
@limiter.limit("3/minute")
async def request_code(request: Request, body: CodeRequest):
    if phone_is_registered(body.phone):
        code = new_code()
        codes[body.phone] = code
        await send_sms(body.phone, f"Your clubhouse code is {code}")
    return {"sent": True}


@router.post("/open")
@limiter.limit("5/minute")
async def open_door(request: Request, body: CodeCheck):
    tries[body.phone] = tries.get(body.phone, 0) + 1
    expected = codes.get(body.phone)
    if expected is None or tries[body.phone] > MAX_TRIES or not hmac.compare_digest(body.code, expected):
        raise HTTPException(401, "Wrong or expired code")
    codes.pop(body.phone, None)
    token = jwt.encode({"sub": body.phone, "exp": int(time.time()) + 120}, DOOR_KEY, algorithm="HS256")
    return {"door_token": token}


app = FastAPI(title="Clubhouse door")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.include_router(router)
