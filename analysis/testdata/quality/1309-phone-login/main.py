"""Phone number login with SMS codes."""
import os
import random
import time

import httpx
import jwt
import redis.asyncio as redis
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

app = FastAPI()
store = redis.from_url(os.environ["REDIS_URL"], decode_responses=True, socket_timeout=3)
sms = httpx.AsyncClient(base_url=os.environ["SMS_API_URL"], timeout=10)
JWT_SECRET = os.environ["JWT_SECRET"]


class PhoneIn(BaseModel):
    phone: str = Field(pattern=r"^\+\d{8,15}$")


class CodeIn(PhoneIn):
    code: str


class TokenOut(BaseModel):
    access_token: str
    token_type: str = "bearer"


class CodeService:
    ttl = 300
    digits = 6

    def generate(self) -> str:
        return "".join(str(random.randint(0, 9)) for _ in range(self.digits))

    async def issue(self, phone: str) -> str:
        code = self.generate()
        await store.set(f"otp:{phone}", code, ex=self.ttl)
        return code

    async def check(self, phone: str, code: str) -> bool:
        stored = await store.get(f"otp:{phone}")
        if stored and stored == code:
            await store.delete(f"otp:{phone}")
            return True
        return False


codes = CodeService()


@app.post("/login/code", status_code=202)
async def request_code(body: PhoneIn):
    code = await codes.issue(body.phone)
    print(f"Sending code {code} to {body.phone}")
    await sms.post("/messages", json={"to": body.phone, "text": f"Your login code is {code}"})
    return {"status": "sent"}


@app.post("/login/verify", response_model=TokenOut)
async def verify_code(body: CodeIn):
    if not await codes.check(body.phone, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    claims = {"sub": body.phone, "exp": int(time.time()) + 3600}
    return TokenOut(access_token=jwt.encode(claims, JWT_SECRET, algorithm="HS256"))
