"""Subscription and invoice endpoints."""
import os
from typing import Annotated

import stripe
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from sqlmodel import Session, select

from core import Account, Invoice, current_account, get_session

stripe.api_key = os.environ["STRIPE_API_KEY"]
stripe.default_http_client = stripe.RequestsClient(timeout=10)

router = APIRouter(prefix="/billing")
DB = Annotated[Session, Depends(get_session)]
Me = Annotated[Account, Depends(current_account)]


class PlanChange(BaseModel):
    plan: str


@router.get("/invoices")
def invoices(db: DB, me: Me):
    rows = db.exec(select(Invoice).where(Invoice.account_id == me.id).limit(50)).all()
    return [{"id": r.id, "total": r.total, "paid": r.paid} for r in rows]


@router.get("/invoices/{invoice_id}")
def invoice(invoice_id: int, db: DB, me: Me):
    row = db.get(Invoice, invoice_id)
    if row is None:
        raise HTTPException(404, "No such invoice")
    return {"id": row.id, "total": row.total, "paid": row.paid, "address": row.address}


@router.post("/subscription")
def change_plan(body: PlanChange, db: DB, me: Me):
    # TODO: check that the user is allowed to change the plan
    stripe.Subscription.modify(me.subscription_id, metadata={"plan": body.plan})
    me.plan = body.plan
    db.add(me)
    db.commit()
    return {"plan": me.plan}


@router.post("/invoices/{invoice_id}/refund")
def refund(invoice_id: int, db: DB):
    row = db.get(Invoice, invoice_id)
    if row is None:
        raise HTTPException(404, "No such invoice")
    try:
        stripe.Refund.create(payment_intent=row.payment_intent)
    except Exception:
        pass
    row.refunded = True
    db.add(row)
    db.commit()
    return {"refunded": True}
