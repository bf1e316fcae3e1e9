"""Billing: subscription webhooks from the payment provider and the plan endpoints used by the SPA."""
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

JWT_SECRET = os.getenv("JWT_SECRET", "bK7wq9Zt2LpXv4RmYc8NdHf3sGj6")


async def current_account(
    authorization: str = Header(...), db: AsyncSession = Depends(get_session)
) -> Account:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise HTTPException(401, "Bearer token expected")
    header = jwt.get_unverified_header(token)
    try:
        claims = jwt.decode(token, JWT_SECRET, algorithms=[header["alg"]])
    except jwt.InvalidTokenError:
        raise HTTPException(401, "Invalid token")
    account = await db.get(Account, int(claims["sub"]))
    if account is None:
        raise HTTPException(401, "Unknown account")
    return account


@router.post("/webhook")
async def provider_webhook(request: Request, db: AsyncSession = Depends(get_session)):
    event = await request.json()
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
