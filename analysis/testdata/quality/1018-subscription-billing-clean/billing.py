"""Billing: subscription webhooks from the payment provider and the plan endpoints used by the SPA."""
import hashlib
import hmac
import json
import logging
import os
from datetime import datetime, timezone

import jwt
from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from database import get_session
from models import Account, Subscription

router = APIRouter(prefix="/billing")
logger = logging.getLogger("billing")

JWT_SECRET = os.environ["JWT_SECRET"]
WEBHOOK_SECRET = os.environ["BILLING_WEBHOOK_SECRET"].encode()
MAX_EVENT_BYTES = 64 * 1024


async def current_account(
    authorization: str = Header(...), db: AsyncSession = Depends(get_session)
) -> Account:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise HTTPException(401, "Bearer token expected")
    try:
        claims = jwt.decode(token, JWT_SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401, "Invalid token")
    account = await db.get(Account, int(claims["sub"]))
    if account is None:
        raise HTTPException(401, "Unknown account")
    return account


async def signed_event(request: Request, x_signature: str = Header(...)) -> dict:
    """Read the event and make sure it was signed by the provider."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_EVENT_BYTES:
            raise HTTPException(413, "Event too large")
    expected = hmac.new(WEBHOOK_SECRET, bytes(raw), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), x_signature.encode()):
        raise HTTPException(400, "Bad signature")
    return json.loads(raw)


@router.post("/webhook")
async def provider_webhook(
    event: dict = Depends(signed_event), db: AsyncSession = Depends(get_session)
):
    kind = event.get("type")
    obj = event.get("data", {}).get("object", {})

    subscription = await db.scalar(
        select(Subscription).where(Subscription.provider_id == str(obj.get("id")))
    )
    if subscription is None:
        return {"received": True}

    if kind == "subscription.renewed":
        subscription.status = "active"
        subscription.paid_until = datetime.fromtimestamp(int(obj["period_end"]), timezone.utc)
    elif kind == "subscription.cancelled":
        subscription.status = "cancelled"
    await db.commit()
    return {"received": True}


@router.get("/subscription")
async def my_subscription(
    account: Account = Depends(current_account), db: AsyncSession = Depends(get_session)
):
    subscription = await db.scalar(
        select(Subscription).where(Subscription.account_id == account.id)
    )
    if subscription is None:
        raise HTTPException(404, "No subscription")
    return {"status": subscription.status, "paid_until": subscription.paid_until}
