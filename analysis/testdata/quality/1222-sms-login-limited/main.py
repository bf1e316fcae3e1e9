import logging
import os
import time

import httpx
import jwt
from fastapi import APIRouter, FastAPI, HTTPException, Request
from pydantic import BaseModel, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from codes import allow, check_code, generate_code, store_code
from sms import send_sms

log = logging.getLogger("auth")
limiter = Limiter(key_func=get_remote_address)
router = APIRouter(prefix="/auth", tags=["auth"])


class CodeRequest(BaseModel):
    phone: str = Field(pattern=r"^\+[0-9]{8,15}$")


class CodeCheck(CodeRequest):
    code: str = Field(pattern=r"^[0-9]{6}$")


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


@router.post("/code", status_code=202)
@limiter.limit("5/minute")
async def request_code(request: Request, body: CodeRequest):
    if not await allow("code", body.phone, limit=3, window=900):
        raise HTTPException(status_code=429, detail="Too many codes requested")
    code = generate_code()
    await store_code(body.phone, code)
    log.info("login code created")
    try:
        await send_sms(body.phone, f"Your login code is {code}")
    except httpx.HTTPError:
        log.exception("sms gateway failed")
        raise HTTPException(status_code=502, detail="SMS could not be sent")
    return {"status": "sent"}


@router.post("/verify", response_model=Token)
@limiter.limit("10/minute")
async def verify_code(request: Request, body: CodeCheck):
    if not await allow("verify", body.phone, limit=5, window=900):
        raise HTTPException(status_code=429, detail="Too many attempts")
    if not await check_code(body.phone, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    claims = {"sub": body.phone, "exp": int(time.time()) + 3600}
    return Token(access_token=jwt.encode(claims, os.environ["JWT_KEY"], algorithm="HS256"))


app = FastAPI(title="SMS login")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.include_router(router)
