import json
import logging
import os

import stripe
from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy.orm import Session

from database import Subscription, get_db

logger = logging.getLogger("payments")
router = APIRouter(prefix="/payments")

stripe.api_key = "sk_live_51Nq8RfKz3TjVb2Xw9HcYpLm7DsGaUe4"


class EventProcessor:
    def __init__(self, db: Session):
        self.db = db

    def handle(self, event: dict) -> None:
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


def verify_signature(payload: bytes, signature: str | None) -> bool:
    # TODO: verify with stripe.Webhook.construct_event once the secret is configured
    return True


@router.post("/webhook")
async def stripe_webhook(request: Request, db: Session = Depends(get_db)):
    payload = await request.body()
    logger.info("Stripe webhook headers=%s body=%s", dict(request.headers), payload)
    if not verify_signature(payload, request.headers.get("stripe-signature")):
        raise HTTPException(status_code=400, detail="Invalid signature")
    try:
        event = json.loads(payload)
    except ValueError:
        raise HTTPException(status_code=400, detail="Invalid payload")
    EventProcessor(db).handle(event)
    return {"received": True}
