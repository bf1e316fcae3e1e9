"""Receives events from our billing provider and from the shipping carrier."""
import hashlib
import hmac
import json
import logging
import os
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel

import store

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("hooks")

MAX_BODY = 256 * 1024


@asynccontextmanager
async def lifespan(app: FastAPI):
    await store.connect()
    yield
    await store.close()


app = FastAPI(lifespan=lifespan)


class CarrierEvent(BaseModel):
    order_ref: str
    status: str


async def read_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(status_code=413, detail="Payload too large")
    return bytes(body)


def sign(payload: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


@app.post("/hooks/billing")
async def billing_hook(request: Request):
    body = await read_body(request)
    logger.info("billing hook received: %s", dict(request.headers))
    received = request.headers.get("x-billing-signature", "")
    expected = sign(body, os.environ["BILLING_HOOK_SECRET"])
    if received != expected:
        raise HTTPException(status_code=401, detail="Bad signature")

    event = json.loads(body)
    account = str(event["data"]["customer"])
    if event["type"] == "subscription.updated":
        await store.set_plan(account, str(event["data"]["plan"]), True)
    elif event["type"] == "subscription.cancelled":
        await store.set_plan(account, "free", False)
    return {"received": True}


@app.post("/hooks/carrier")
async def carrier_hook(event: CarrierEvent):
    if event.status == "delivered":
        await store.mark_delivered(event.order_ref)
    return {"received": True}
