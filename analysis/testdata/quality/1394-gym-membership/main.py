"""Gym membership API: plans, sign-up and billing."""
import logging
from datetime import date, timedelta
from typing import Literal

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from access import PaymentDeclined, charge, get_member_id
from db import Member, Payment, get_db

logger = logging.getLogger("gym")

app = FastAPI(title="Gym membership")

PLANS = {"basic": 1990, "plus": 2990, "family": 4990}  # cents


class Renewal(BaseModel):
    plan: Literal["basic", "plus", "family"]
    payment_token: str = Field(max_length=100)


@app.get("/plans")
def plans():
    return PLANS


@app.post("/membership/renew")
def renew(data: Renewal, member_id: int = Depends(get_member_id), db: Session = Depends(get_db)):
    member = db.get(Member, member_id)
    if member is None:
        raise HTTPException(404, "No such member")
    amount = PLANS[data.plan]
    try:
        charge(data.payment_token, amount)
    except PaymentDeclined:
        logger.info("payment of member %d declined", member_id)
        raise HTTPException(402, "Card was declined")
    member.plan = data.plan
    member.paid_until = max(member.paid_until, date.today()) + timedelta(days=30)
    db.add(Payment(member_id=member.id, amount=amount, day=date.today()))
    db.commit()
    return {"paid_until": member.paid_until}


@app.get("/billing/payments")
def payments(member_id: int = Depends(get_member_id), db: Session = Depends(get_db)):
    rows = db.query(Payment).filter(Payment.member_id == member_id).order_by(Payment.day.desc()).limit(50).all()
    return [{"day": p.day, "amount": p.amount} for p in rows]
