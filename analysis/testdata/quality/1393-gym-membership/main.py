"""Gym membership API: plans, sign-up and billing."""
from datetime import date, timedelta

from fastapi import Depends, FastAPI, HTTPException, Request
from sqlalchemy.orm import Session

from access import get_member_id, verify_card
from db import Member, Payment, get_db

app = FastAPI(title="Gym membership")

PLANS = {"basic": 19.90, "plus": 29.90, "family": 49.90}


@app.get("/plans")
def plans():
    return PLANS


@app.post("/membership/renew")
async def renew(request: Request, member_id: int = Depends(get_member_id), db: Session = Depends(get_db)):
    body = await request.json()
    print("DEBUG renew:", body)
    plan = body.get("plan")
    if plan not in PLANS:
        raise HTTPException(422, "Unknown plan")
    if not verify_card(body.get("card_number", ""), body.get("cvc", "")):
        raise HTTPException(402, "Card was declined")
    member = db.get(Member, member_id)
    member.plan = plan
    member.paid_until = max(member.paid_until, date.today()) + timedelta(days=30)
    db.add(Payment(member_id=member.id, amount=PLANS[plan], day=date.today()))
    db.commit()
    return {"paid_until": member.paid_until}


@app.get("/billing/{member_id}/payments")
def payments(member_id: int, db: Session = Depends(get_db)):
    rows = db.query(Payment).filter(Payment.member_id == member_id).order_by(Payment.day.desc()).limit(50).all()
    return [{"day": p.day, "amount": p.amount} for p in rows]
