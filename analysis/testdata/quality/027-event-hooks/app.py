"""Outgoing webhooks: register a callback and notify subscribers of events."""
import logging
import sqlite3
import uuid
from typing import Optional

from fastapi import BackgroundTasks, FastAPI, HTTPException
from pydantic import BaseModel

from notifier import WebhookNotifier

logger = logging.getLogger("hooks")
app = FastAPI(title="Event hooks")
notifier = WebhookNotifier()


class SubscriptionIn(BaseModel):
    callback_url: str
    event: str
    description: Optional[str] = None


def connect() -> sqlite3.Connection:
    conn = sqlite3.connect("hooks.db")
    conn.row_factory = sqlite3.Row
    return conn


@app.post("/subscriptions", status_code=201)
def create_subscription(subscription: SubscriptionIn):
    """Register a callback after checking that it answers."""
    subscription_id = str(uuid.uuid4())
    if not notifier.ping(subscription.callback_url, subscription_id):
        raise HTTPException(status_code=400, detail="Callback did not answer the test ping")
    with connect() as conn:
        conn.execute(
            "INSERT INTO subscriptions (id, url, event) VALUES (?, ?, ?)",
            (subscription_id, subscription.callback_url, subscription.event),
        )
    return {"id": subscription_id}


@app.post("/events/{event}")
def publish_event(event: str, payload: dict, background: BackgroundTasks):
    """Publish an event to all subscribers."""
    with connect() as conn:
        rows = conn.execute("SELECT id, url FROM subscriptions WHERE event = ?", (event,)).fetchall()
    for row in rows:
        background.add_task(notifier.notify, row["url"], event, payload)
    return {"queued": len(rows)}
