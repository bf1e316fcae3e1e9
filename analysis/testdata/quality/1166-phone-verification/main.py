"""Phone verification service.

POST /verify/start   send a six digit code by SMS
POST /verify/check   exchange the code for a short-lived verification token
"""
import os
import secrets

import httpx
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from codes import CodeStore

limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ["REDIS_URL"])
app = FastAPI(title="Phone verification")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
store = CodeStore(os.environ["REDIS_URL"])

SMS_API_URL = "https://api.sms-gateway.eu/v1/messages"
SMS_API_KEY = os.environ["SMS_API_KEY"]


class StartRequest(BaseModel):
    phone: str = Field(pattern=r"^\+[1-9]\d{7,14}$")


class CheckRequest(StartRequest):
    code: str = Field(min_length=6, max_length=6)


async def send_sms(phone: str, text: str) -> None:
    """Deliver a text message through the SMS gateway."""
    async with httpx.AsyncClient(timeout=10) as client:
        response = await client.post(
            SMS_API_URL,
            json={"to": phone, "text": text},
            headers={"Authorization": f"Bearer {SMS_API_KEY}"},
        )
        response.raise_for_status()


@app.post("/verify/start", status_code=202)
@limiter.limit("3/minute")
async def start(request: Request, body: StartRequest):
    """Create a code and send it to the phone."""
    code = await store.issue(body.phone)
    await send_sms(body.phone, f"Your verification code is {code}")
    return {"status": "sent"}


@app.post("/verify/check")
@limiter.limit("5/minute")
async def check(request: Request, body: CheckRequest):
    """Check the code and return a token that proves possession of the phone."""
    if not await store.verify(body.phone, body.code):
        raise HTTPException(status_code=400, detail="Invalid or expired code")
    token = secrets.token_urlsafe(32)
    await store.save_token(token, body.phone)
    return {"verification_token": token}
