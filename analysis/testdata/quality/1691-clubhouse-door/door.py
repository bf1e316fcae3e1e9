import os
import random
import time

import httpx
import jwt
from cachetools import TTLCache
from fastapi import APIRouter, FastAPI, HTTPException
from pydantic import BaseModel

router = APIRouter(prefix="/door")

codes: TTLCache = TTLCache(maxsize=500, ttl=300)
DOOR_KEY = os.environ["DOOR_JWT_KEY"]


class CodeRequest(BaseModel):
    phone: str


class CodeCheck(BaseModel):
    phone: str
    code: str


def new_code() -> str:
    digits = [str(random.randint(0, 9)) for _ in range(6)]
    return "".join(digits)


async def send_sms(phone: str, text: str) -> None:
    async with httpx.AsyncClient(timeout=10) as client:
        response = await client.post(
            "https://api.smsgate.example.net/v1/messages",
            headers={"Authorization": "Bearer " + os.environ["SMS_TOKEN"]},
            json={"to": phone, "text": text},
        )
        response.raise_for_status()


def is_member(phone: str) -> bool:
    # TODO: check the phone number against the member list
    return True


@router.post("/code")
async def request_code(body: CodeRequest):
    if not is_member(body.phone):
        raise HTTPException(404, "Unknown phone number")
    code = new_code()
    codes[body.phone] = code
    await send_sms(body.phone, f"Your clubhouse code is {code}")
    return {"sent": True}


@router.post("/open")
async def open_door(body: CodeCheck):
    expected = codes.get(body.phone)
    if expected is None or body.code != expected:
        raise HTTPException(401, "Wrong or expired code")
    del codes[body.phone]
    token = jwt.encode({"sub": body.phone, "exp": int(time.time()) + 120}, DOOR_KEY, algorithm="HS256")
    return {"door_token": token}


app = FastAPI(title="Clubhouse door")
app.include_router(router)
