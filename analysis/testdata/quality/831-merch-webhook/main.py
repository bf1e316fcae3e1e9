"""Receives order events from the payment provider for our band merch shop."""
import hashlib
import hmac
import json
import logging

import aiosqlite
from fastapi import FastAPI, HTTPException, Request

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("webhooks")

app = FastAPI()
DB = "orders.db"
SIGNING_SECRET = "whsec_4fK9vQx2LmTz81RbYpWc7HdJ"


async def set_status(order_id: int, status: str) -> None:
    async with aiosqlite.connect(DB) as conn:
        await conn.execute("UPDATE orders SET status = ? WHERE id = ?", (status, order_id))
        await conn.commit()


def expected_signature(body: bytes) -> str:
    return hmac.new(SIGNING_SECRET.encode(), body, hashlib.sha256).hexdigest()


@app.post("/webhooks/payments")
async def payment_event(request: Request):
    body = await request.body()
    logger.info("Incoming webhook headers: %s", dict(request.headers))
    signature = request.headers.get("X-Signature", "")
    if signature != expected_signature(body):
        raise HTTPException(status_code=400, detail="Bad signature")

    event = json.loads(body)
    if event["type"] == "payment.succeeded":
        await set_status(int(event["data"]["order_id"]), "paid")
    elif event["type"] == "payment.refunded":
        await set_status(int(event["data"]["order_id"]), "refunded")
    return {"received": True}


@app.post("/webhooks/shipping")
async def shipping_event(request: Request):
    event = await request.json()
    order_id = int(event["order_id"])
    if event.get("status") == "delivered":
        await set_status(order_id, "delivered")
    return {"received": True}
