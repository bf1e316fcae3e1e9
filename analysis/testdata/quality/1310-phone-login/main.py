"""Phone number login with SMS codes."""
import hmac
import os
import secrets
import time

import httpx
import jwt
import redis.asyncio as redis
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ["REDIS_URL"])
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

store = redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_timeout=3)
sms = httpx.AsyncClient(base_url=os.environ["SMS_API_URL"], timeout=10)
JWT_SECRET = os.environ["JWT_SECRET"]


class PhoneIn(BaseModel):
    phone: str = Field(pattern=r"^\+\d{8,15}$")


class CodeIn(PhoneIn):
    code: str = Field(pattern=r"^\d{6}$")


class TokenOut(BaseModel):
    access_token: str
    token_type: str = "bearer"


class CodeService:
    ttl = 300
    max_attempts = 5

    def generate(self) -> str:
        return f"{secrets.randbelow(1_000_000):06d}"

    async def issue(self, phone: str) -> str:
        code = self.generate()
        await store.set(f"otp:{phone}", code, ex=self.ttl)
        await store.delete(f"otp-tries:{phone}")
        return code

    async def check(self, phone: str, code: str) -> bool:
        tries = await store.incr(f"otp-tries:{phone}")
        await store.expire(f"otp-tries:{phone}", self.ttl)
        if tries > self.max_attempts:
            await store.delete(f"otp:{phone}")
            return False
        stored = await store.get(f"otp:{phone}")
        if stored and hmac.compare_digest(stored, code):
            await store.delete(f"otp:{phone}")
            return True
        return False


codes = CodeService()


@app.post("/login/code", status_code=202)
@limiter.limit("3/minute")
async def request_code(request: Request, body: PhoneIn):
    code = await codes.issue(body.phone)
    await sms.post("/messages", json={"to": body.phone, "text": f"Your login code is {code}"})
    return {"status": "sent"}


@app.post("/login/verify", response_model=TokenOut)
@limiter.limit("10/minute")
async def verify_code(request: Request, body: CodeIn):
    if not await codes.check(body.phone, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    claims = {"sub": body.phone, "exp": int(time.time()) + 3600}
    return TokenOut(access_token=jwt.encode(claims, JWT_SECRET, algorithm="HS256"))
