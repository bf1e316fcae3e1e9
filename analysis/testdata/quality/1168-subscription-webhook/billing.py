"""Receives subscription events of the payment provider and updates accounts.

Events handled:
    subscription.activated, subscription.cancelled, invoice.failed
"""
from __future__ import annotations

import hashlib
import hmac
import logging
import os
import time
from contextlib import asynccontextmanager

import asyncpg
from fastapi import APIRouter, FastAPI, Header, HTTPException, Request
from pydantic import BaseModel, Field, ValidationError

logger = logging.getLogger("billing")
router = APIRouter(prefix="/hooks")

WEBHOOK_SECRET = os.environ["BILLING_WEBHOOK_SECRET"].encode()
MAX_BODY = 64 * 1024
MAX_AGE_SECONDS = 300


class Event(BaseModel):
    id: str = Field(max_length=64)
    type: str = Field(max_length=64)
    customer_ref: str = Field(max_length=64)
    plan: str | None = Field(None, max_length=64)


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(
        os.environ["DATABASE_URL"], min_size=1, max_size=5, timeout=5, command_timeout=10
    )
    yield
    await app.state.pool.close()


async def read_limited(request: Request) -> bytes:
    """Read the body in chunks and stop at MAX_BODY."""
    body = bytearray()
    async for chunk in request.stream():
        body.extend(chunk)
        if len(body) > MAX_BODY:
            raise HTTPException(status_code=413, detail="payload too large")
    return bytes(body)


def check_signature(body: bytes, timestamp: str, signature: str) -> None:
    """Raise 401 unless the HMAC over 'timestamp.body' is right and recent."""
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > MAX_AGE_SECONDS:
        raise HTTPException(status_code=401, detail="stale event")
    expected = hmac.new(
        WEBHOOK_SECRET, timestamp.encode() + b"." + body, hashlib.sha256
    ).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise HTTPException(status_code=401, detail="bad signature")


class AccountService:
    """Applies provider events to the accounts table."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def _set_status(self, status: str, customer_ref: str) -> None:
        async with self.pool.acquire() as conn:
            await conn.execute(
                "UPDATE accounts SET status = $1 WHERE customer_ref = $2", status, customer_ref
            )

    async def activate(self, event: Event) -> None:
        async with self.pool.acquire() as conn:
            await conn.execute(
                "UPDATE accounts SET status = 'active', plan = $1 WHERE customer_ref = $2",
                event.plan,
                event.customer_ref,
            )

    async def cancel(self, event: Event) -> None:
        await self._set_status("cancelled", event.customer_ref)

    async def flag_unpaid(self, event: Event) -> None:
        await self._set_status("past_due", event.customer_ref)


@router.post("/subscriptions")
async def subscription_event(
    request: Request,
    x_signature: str = Header(),
    x_timestamp: str = Header(),
):
    """Entry point configured in the provider's dashboard."""
    body = await read_limited(request)
    check_signature(body, x_timestamp, x_signature)
    try:
        event = Event.model_validate_json(body)
    except ValidationError:
        raise HTTPException(status_code=422, detail="unexpected payload")
    service = AccountService(request.app.state.pool)
    handlers = {
        "subscription.activated": service.activate,
        "subscription.cancelled": service.cancel,
        "invoice.failed": service.flag_unpaid,
    }
    handler = handlers.get(event.type)
    if handler is None:
        return {"status": "ignored"}
    try:
        await handler(event)
    except asyncpg.PostgresError:
        logger.exception("could not apply event")
        raise HTTPException(status_code=500, detail="event could not be processed")
    return {"status": "ok"}


app = FastAPI(title="Billing hooks", lifespan=lifespan)
app.include_router(router)
