"""Receives events from our billing provider and from the shipping carrier."""
import hashlib
import hmac
import json
import logging
import os
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request

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


async def read_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(status_code=413, detail="Payload too large")
    return bytes(body)


async def verified_event(request: Request, header: str, secret: str) -> dict:
    body = await read_body(request)
    received = request.headers.get(header, "")
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(received.encode(), expected.encode()):
        logger.warning("webhook with a bad signature rejected")
        raise HTTPException(status_code=401, detail="Bad signature")
    return json.loads(body)


@app.post("/hooks/billing")
async def billing_hook(request: Request):
    event = await verified_event(request, "x-billing-signature", os.environ["BILLING_HOOK_SECRET"])
    account = str(event["data"]["customer"])
    if event["type"] == "subscription.updated":
        await store.set_plan(account, str(event["data"]["plan"]), True)
    elif event["type"] == "subscription.cancelled":
        await store.set_plan(account, "free", False)
    logger.info("billing event handled")
    return {"received": True}


@app.post("/hooks/carrier")
async def carrier_hook(request: Request):
    event = await verified_event(request, "x-carrier-signature", os.environ["CARRIER_HOOK_SECRET"])
    if event["status"] == "delivered":
        await store.mark_delivered(str(event["order_ref"]))
    logger.info("carrier event handled")
    return {"received": True}
