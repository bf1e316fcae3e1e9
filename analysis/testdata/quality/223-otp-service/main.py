"""One-time-password service for phone logins."""
import logging
import secrets
import time
from dataclasses import dataclass

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from sms import SmsGateway

logging.basicConfig(level=logging.INFO)
app = FastAPI(title="OTP service")
gateway = SmsGateway()


@dataclass
class Challenge:
    phone: str
    code: str
    expires: float

    def matches(self, value: str) -> bool:
        return time.time() < self.expires and secrets.compare_digest(self.code, value)


class CodeStore:
    def __init__(self, ttl: int = 300):
        self.ttl = ttl
        self._items: dict[str, Challenge] = {}

    def issue(self, phone: str) -> Challenge:
        challenge = Challenge(phone, f"{secrets.randbelow(10**6):06d}", time.time() + self.ttl)
        self._items[phone] = challenge
        return challenge

    def check(self, phone: str, code: str) -> bool:
        challenge = self._items.get(phone)
        if challenge is None or not challenge.matches(code):
            return False
        del self._items[phone]
        return True


store = CodeStore()


class PhoneIn(BaseModel):
    phone: str


class VerifyIn(PhoneIn):
    code: str


@app.post("/otp/send")
async def send_code(data: PhoneIn):
    challenge = store.issue(data.phone)
    await gateway.deliver(challenge.phone, "Your code is " + challenge.code)
    return {"sent": True}


@app.post("/otp/verify")
async def verify_code(data: VerifyIn):
    if not store.check(data.phone, data.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    return {"token": issue_token(data.phone), "token_type": "bearer"}


_tokens: dict[str, str] = {}


def issue_token(phone: str) -> str:
    token = secrets.token_urlsafe(32)
    _tokens[token] = phone
    return token


@app.get("/health")
async def health():
    return {"ok": True}
