import logging
import os
import time

import httpx
import jwt
from fastapi import APIRouter, FastAPI, HTTPException
from pydantic import BaseModel, Field

from codes import check_code, generate_code, store_code
from sms import send_sms

log = logging.getLogger("auth")
router = APIRouter(prefix="/auth", tags=["auth"])


class CodeRequest(BaseModel):
    phone: str = Field(pattern=r"^\+[0-9]{8,15}$")


class CodeCheck(CodeRequest):
    code: str = Field(pattern=r"^[0-9]{6}$")


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


@router.post("/code", status_code=202)
async def request_code(body: CodeRequest):
    code = generate_code()
    await store_code(body.phone, code)
    log.info("login code %s created for %s", code, body.phone)
    try:
        await send_sms(body.phone, f"Your login code is {code}")
    except httpx.HTTPError:
        log.exception("sms gateway failed")
        raise HTTPException(status_code=502, detail="SMS could not be sent")
    return {"status": "sent"}


@router.post("/verify", response_model=Token)
async def verify_code(body: CodeCheck):
    if not await check_code(body.phone, body.code):
        raise HTTPException(status_code=401, detail="Wrong or expired code")
    claims = {"sub": body.phone, "exp": int(time.time()) + 3600}
    return Token(access_token=jwt.encode(claims, os.environ["JWT_KEY"], algorithm="HS256"))


app = FastAPI(title="SMS login")
app.include_router(router)
