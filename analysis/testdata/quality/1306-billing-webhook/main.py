"""Receives billing events from Stripe and activates subscriptions."""
import logging
import os
from datetime import datetime, timezone

import stripe
from fastapi import APIRouter, FastAPI, Header, HTTPException, Request
from sqlalchemy import String, update
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

logger = logging.getLogger("billing")

MAX_BODY = 256 * 1024
WEBHOOK_SECRET = os.environ["STRIPE_WEBHOOK_SECRET"]

engine = create_async_engine(os.environ["DATABASE_URL"], connect_args={"timeout": 5})
Session = async_sessionmaker(engine)
router = APIRouter(prefix="/webhooks")


class Base(DeclarativeBase):
    pass


class Subscription(Base):
    __tablename__ = "subscriptions"
    id: Mapped[int] = mapped_column(primary_key=True)
    stripe_customer: Mapped[str] = mapped_column(String(64), unique=True)
    plan: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16))
    updated_at: Mapped[datetime]


async def set_status(customer: str, status: str, plan: str | None = None) -> None:
    values = {"status": status, "updated_at": datetime.now(timezone.utc)}
    if plan:
        values["plan"] = plan
    async with Session.begin() as session:
        await session.execute(
            update(Subscription).where(Subscription.stripe_customer == customer).values(**values)
        )


async def read_limited(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body.extend(chunk)
        if len(body) > MAX_BODY:
            raise HTTPException(status_code=413, detail="Payload too large")
    return bytes(body)


@router.post("/stripe")
async def stripe_webhook(request: Request, stripe_signature: str = Header()):
    payload = await read_limited(request)
    try:
        event = stripe.Webhook.construct_event(payload, stripe_signature, WEBHOOK_SECRET)
    except (ValueError, stripe.SignatureVerificationError):
        logger.warning("rejected a webhook with a bad signature")
        raise HTTPException(status_code=400, detail="Invalid signature")

    try:
        obj = event["data"]["object"]
        kind = event["type"]
        if kind == "checkout.session.completed":
            await set_status(obj["customer"], "active", obj["metadata"]["plan"])
        elif kind == "customer.subscription.deleted":
            await set_status(obj["customer"], "cancelled")
        elif kind == "invoice.payment_failed":
            await set_status(obj["customer"], "past_due")
    except KeyError:
        logger.exception("webhook failed")
        raise HTTPException(status_code=400, detail="Could not process event")
    return {"received": True}


app = FastAPI()
app.include_router(router)
