"""Receives order events from the payment provider for our band merch shop."""
import hashlib
import hmac
import json
import logging
import os

import aiosqlite
from fastapi import FastAPI, HTTPException, Request

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("webhooks")

app = FastAPI()
DB = "orders.db"
PAYMENT_SECRET = os.environ["PAYMENT_WEBHOOK_SECRET"]
SHIPPING_SECRET = os.environ["SHIPPING_WEBHOOK_SECRET"]
MAX_EVENT = 64 * 1024


async def set_status(order_id: int, status: str) -> None:
    async with aiosqlite.connect(DB, timeout=5) as conn:
        await conn.execute("UPDATE orders SET status = ? WHERE id = ?", (status, order_id))
        await conn.commit()


async def limited_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body.extend(chunk)
        if len(body) > MAX_EVENT:
            raise HTTPException(status_code=413, detail="Event too large")
    return bytes(body)


async def verified_event(request: Request, secret: str) -> dict:
    body = await limited_body(request)
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    signature = request.headers.get("X-Signature", "")
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        raise HTTPException(status_code=400, detail="Bad signature")
    return json.loads(body)


@app.post("/webhooks/payments")
async def payment_event(request: Request):
    event = await verified_event(request, PAYMENT_SECRET)
    logger.info("payment webhook accepted")
    order_id = int(event["data"]["order_id"])
    if event["type"] == "payment.succeeded":
        await set_status(order_id, "paid")
    elif event["type"] == "payment.refunded":
        await set_status(order_id, "refunded")
    return {"received": True}


@app.post("/webhooks/shipping")
async def shipping_event(request: Request):
    event = await verified_event(request, SHIPPING_SECRET)
    order_id = int(event["order_id"])
    if event.get("status") == "delivered":
        await set_status(order_id, "delivered")
    return {"received": True}
