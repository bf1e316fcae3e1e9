"""Receives billing events from Stripe and activates subscriptions."""
import logging
import os
from datetime import datetime, timezone

from fastapi import APIRouter, FastAPI, HTTPException, Request
from sqlalchemy import String, update
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

logger = logging.getLogger("billing")

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


@router.post("/stripe")
async def stripe_webhook(request: Request):
    event = await request.json()
    logger.info("Incoming webhook headers: %s", dict(request.headers))

    try:
        obj = event["data"]["object"]
        kind = event["type"]
        if kind == "checkout.session.completed":
            await set_status(obj["customer"], "active", obj["metadata"]["plan"])
        elif kind == "customer.subscription.deleted":
            await set_status(obj["customer"], "cancelled")
        elif kind == "invoice.payment_failed":
            await set_status(obj["customer"], "past_due")
    except Exception as exc:
        logger.exception("webhook failed")
        raise HTTPException(status_code=400, detail=f"Could not process event: {exc}")
    return {"received": True}


app = FastAPI()
app.include_router(router)
