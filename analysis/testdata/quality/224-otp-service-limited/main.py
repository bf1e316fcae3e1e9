"""One-time-password service for phone logins."""
import logging
import secrets
import time

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from sms import SmsGateway

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("otp")

limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="OTP service")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
gateway = SmsGateway()


class CodeStore:
    def __init__(self, ttl=300, tries=5):
        self.ttl = ttl
        self.tries = tries
        self._items = {}

    def issue(self, phone):
        code = f"{secrets.randbelow(10**6):06d}"
        self._items[phone] = [code, time.time() + self.ttl, self.tries]
        logger.info("Issued a one-time code for a number ending in %s", phone[-2:])
        return code

    def check(self, phone, code):
        entry = self._items.get(phone)
        if entry is None or entry[1] < time.time() or entry[2] <= 0:
            return False
        entry[2] -= 1
        if not secrets.compare_digest(entry[0], code):
            logger.warning("Wrong OTP code, %d tries left", entry[2])
            return False
        del self._items[phone]
        return True


store = CodeStore()
_tokens = {}


class PhoneIn(BaseModel):
    phone: str


class VerifyIn(PhoneIn):
    code: str


@app.post("/otp/send")
@limiter.limit("3/minute")
async def send_code(request: Request, data: PhoneIn):
    code = store.issue(data.phone)
    await gateway.deliver(data.phone, f"Your code is {code}")
    return {"sent": True}


@app.post("/otp/verify")
@limiter.limit("5/minute")
async def verify_code(request: Request, data: VerifyIn):
    if not store.check(data.phone, data.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    token = secrets.token_urlsafe(32)
    _tokens[token] = data.phone
    return {"token": token, "token_type": "bearer"}
