"""Customers subscribe to events and get them delivered by HTTP."""
import logging
from typing import Literal
from urllib.parse import urlparse

from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException
from pydantic import BaseModel, HttpUrl
from sqlalchemy.orm import Session

from delivery import deliver_event, ping
from models import Subscription, get_db, current_customer

logger = logging.getLogger(__name__)
app = FastAPI()

BLOCKED_HOSTS = {"localhost", "127.0.0.1", "0.0.0.0"}


class SubscriptionIn(BaseModel):
    url: HttpUrl
    event: Literal["order.created", "order.paid", "order.cancelled"]


class SubscriptionOut(BaseModel):
    id: int
    url: str
    event: str

    class Config:
        from_attributes = True


class Event(BaseModel):
    name: str
    data: dict


def is_public(url: str) -> bool:
    """Refuse the obvious internal hosts."""
    host = urlparse(url).hostname or ""
    return host not in BLOCKED_HOSTS


@app.post("/subscriptions", response_model=SubscriptionOut, status_code=201)
async def subscribe(
    body: SubscriptionIn,
    db: Session = Depends(get_db),
    customer_id: int = Depends(current_customer),
):
    target = str(body.url)
    is_public(target)
    if not await ping(target):
        raise HTTPException(status_code=422, detail="URL did not answer the verification request")
    subscription = Subscription(customer_id=customer_id, url=target, event=body.event)
    db.add(subscription)
    db.commit()
    db.refresh(subscription)
    return subscription


@app.get("/subscriptions", response_model=list[SubscriptionOut])
def my_subscriptions(db: Session = Depends(get_db), customer_id: int = Depends(current_customer)):
    return db.query(Subscription).filter_by(customer_id=customer_id).all()


@app.post("/events", status_code=202)
def publish(
    event: Event,
    tasks: BackgroundTasks,
    db: Session = Depends(get_db),
    customer_id: int = Depends(current_customer),
):
    targets = db.query(Subscription).filter_by(customer_id=customer_id, event=event.name).all()
    for target in targets:
        tasks.add_task(deliver_event, target.url, event.model_dump())
    return {"queued": len(targets)}
