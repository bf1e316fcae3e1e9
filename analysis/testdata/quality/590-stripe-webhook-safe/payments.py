import logging
import os

import stripe
from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy.orm import Session

from database import Subscription, get_db

logger = logging.getLogger("payments")
router = APIRouter(prefix="/payments")

stripe.api_key = os.environ["STRIPE_API_KEY"]
WEBHOOK_SECRET = os.environ["STRIPE_WEBHOOK_SECRET"]
MAX_BODY = 256 * 1024


class EventProcessor:
    def __init__(self, db: Session):
        self.db = db

    def handle(self, event) -> None:
        obj = event["data"]["object"]
        if event["type"] == "checkout.session.completed":
            self._activate(obj["client_reference_id"], obj["subscription"])
        elif event["type"] == "customer.subscription.deleted":
            self._cancel(obj["id"])

    def _activate(self, account_id: str, subscription_id: str) -> None:
        row = self.db.query(Subscription).filter(Subscription.account_id == int(account_id)).one()
        row.stripe_id = subscription_id
        row.active = True
        self.db.commit()

    def _cancel(self, subscription_id: str) -> None:
        self.db.query(Subscription).filter(Subscription.stripe_id == subscription_id).update({"active": False})
        self.db.commit()


async def limited_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body.extend(chunk)
        if len(body) > MAX_BODY:
            raise HTTPException(status_code=413, detail="Payload too large")
    return bytes(body)


@router.post("/webhook")
async def stripe_webhook(
    request: Request,
    stripe_signature: str = Header(),
    db: Session = Depends(get_db),
):
    payload = await limited_body(request)
    try:
        event = stripe.Webhook.construct_event(payload, stripe_signature, WEBHOOK_SECRET)
    except (ValueError, stripe.SignatureVerificationError):
        logger.warning("Rejected a webhook with a bad signature")
        raise HTTPException(status_code=400, detail="Invalid signature")
    EventProcessor(db).handle(event)
    return {"received": True}
