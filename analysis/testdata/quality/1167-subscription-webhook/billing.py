"""Receives subscription events of the payment provider and updates accounts.

Events handled:
    subscription.activated, subscription.cancelled, invoice.failed
"""
from __future__ import annotations

import logging
import os
from contextlib import asynccontextmanager

import asyncpg
from fastapi import APIRouter, FastAPI, HTTPException, Request
from pydantic import BaseModel, Field

logger = logging.getLogger("billing")
router = APIRouter(prefix="/hooks")


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


class AccountService:
    """Applies provider events to the accounts table."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def _update(self, assignments: str, customer_ref: str) -> None:
        statement = f"UPDATE accounts SET {assignments} WHERE customer_ref = $1"
        async with self.pool.acquire() as conn:
            await conn.execute(statement, customer_ref)

    async def activate(self, event: Event) -> None:
        await self._update(f"status = 'active', plan = '{event.plan}'", event.customer_ref)

    async def cancel(self, event: Event) -> None:
        await self._update("status = 'cancelled'", event.customer_ref)

    async def flag_unpaid(self, event: Event) -> None:
        await self._update("status = 'past_due'", event.customer_ref)


@router.post("/subscriptions")
async def subscription_event(event: Event, request: Request):
    """Entry point configured in the provider's dashboard."""
    logger.info("Webhook headers: %s", dict(request.headers))
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
