"""Password login issuing short-lived access tokens.

Attempts are counted in Redis per account and per address; both counters expire.
"""
import hashlib
import logging
import os
from datetime import datetime, timedelta, timezone
from typing import Annotated

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel, EmailStr, Field, SecretStr
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from starlette.concurrency import run_in_threadpool

logger = logging.getLogger("auth")
app = FastAPI()
redis = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2, socket_connect_timeout=2)
engine = create_async_engine(os.environ["DATABASE_URL"], connect_args={"timeout": 5})
Session = async_sessionmaker(engine)
hasher = PasswordHasher()
# Verified against when the account is unknown, to keep the timing alike.
DECOY_HASH = hasher.hash(os.urandom(16).hex())

WINDOW = 15 * 60
MAX_PER_ACCOUNT = 5
MAX_PER_ADDRESS = 30


class Credentials(BaseModel):
    email: EmailStr
    password: SecretStr = Field(max_length=200)


class TokenOut(BaseModel):
    access_token: str
    token_type: str = "bearer"
    expires_in: int


async def get_db():
    async with Session() as session:
        yield session


def bucket(kind: str, value: str) -> str:
    return f"login:{kind}:{hashlib.sha256(value.lower().encode()).hexdigest()[:32]}"


async def spend_attempt(key: str, maximum: int) -> None:
    async with redis.pipeline(transaction=True) as pipe:
        pipe.incr(key)
        pipe.expire(key, WINDOW, nx=True)
        used, _ = await pipe.execute()
    if used > maximum:
        raise HTTPException(429, "Too many attempts", headers={"Retry-After": str(WINDOW)})


def password_matches(stored: str | None, given: str) -> bool:
    try:
        hasher.verify(stored or DECOY_HASH, given)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@app.post("/token", response_model=TokenOut)
async def login(
    body: Credentials, request: Request, db: Annotated[AsyncSession, Depends(get_db)]
) -> TokenOut:
    account_key = bucket("account", body.email)
    await spend_attempt(bucket("address", request.client.host), MAX_PER_ADDRESS)
    await spend_attempt(account_key, MAX_PER_ACCOUNT)

    row = (
        await db.execute(
            text("SELECT id, password_hash FROM users WHERE lower(email) = lower(:email) AND active"),
            {"email": body.email},
        )
    ).first()
    ok = await run_in_threadpool(
        password_matches, row.password_hash if row else None, body.password.get_secret_value()
    )
    if not ok:
        logger.info("Login refused")
        raise HTTPException(401, "Wrong e-mail address or password")

    await redis.delete(account_key)
    lifetime = timedelta(minutes=15)
    now = datetime.now(timezone.utc)
    token = jwt.encode(
        {"sub": str(row.id), "iat": now, "exp": now + lifetime, "aud": "shop-api"},
        os.environ["JWT_KEY"],
        algorithm="HS256",
    )
    return TokenOut(access_token=token, expires_in=int(lifetime.total_seconds()))
