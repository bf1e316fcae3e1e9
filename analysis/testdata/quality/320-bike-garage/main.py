import os
from datetime import datetime, timedelta, timezone

import httpx
import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from codes import Codes

limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="Bike garage")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

codes = Codes()
bearer = HTTPBearer()
KEY = os.environ["GARAGE_KEY"]


class Phone(BaseModel):
    phone: str = Field(pattern=r"^\+\d{8,15}$")


class PhoneAndCode(Phone):
    code: str


async def send(phone, text):
    async with httpx.AsyncClient(timeout=10) as client:
        await client.post(
            "https://rest.textline.eu/messages",
            json={"to": phone, "text": text},
            headers={"X-Key": os.environ["SMS_KEY"]},
        )


@app.post("/codes", status_code=202)
@limiter.limit("3/minute")
async def request_code(request: Request, body: Phone):
    code = codes.create(body.phone)
    await send(body.phone, f"Garage code: {code}")
    return {"sent": True}


@app.post("/codes/verify")
@limiter.limit("5/minute")
async def verify(request: Request, body: PhoneAndCode):
    if not codes.check(body.phone, body.code):
        raise HTTPException(403, "Wrong or expired code")
    exp = datetime.now(timezone.utc) + timedelta(minutes=30)
    return {"token": jwt.encode({"sub": body.phone, "exp": exp}, KEY, algorithm="HS256")}


def holder(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> str:
    try:
        return jwt.decode(credentials.credentials, KEY, algorithms=["HS256"])["sub"]
    except jwt.PyJWTError:
        raise HTTPException(401)


@app.post("/door/open")
async def open_door(phone: str = Depends(holder)):
    return {"opened": True, "until": datetime.now(timezone.utc) + timedelta(seconds=20)}
