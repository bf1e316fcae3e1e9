"""Stripe billing webhook.

Verifies the signature, stores the event id so that retries are no-ops, and
hands the heavy lifting to a queue.
"""
import logging
import os

import stripe
from arq import create_pool
from arq.connections import RedisSettings
from fastapi import FastAPI, Header, HTTPException, Request, Response
from redis.asyncio import Redis

logger = logging.getLogger("billing.webhook")

WEBHOOK_SECRET = os.environ["STRIPE_WEBHOOK_SECRET"]
REDIS_HOST = os.environ["REDIS_HOST"]
MAX_BODY = 256 * 1024
SEEN_TTL = 7 * 24 * 3600

HANDLERS = {
    "invoice.paid": "mark_invoice_paid",
    "invoice.payment_failed": "start_dunning",
    "customer.subscription.deleted": "close_subscription",
}

app = FastAPI(docs_url=None, redoc_url=None)
redis = Redis(host=REDIS_HOST, socket_timeout=3, socket_connect_timeout=3)


async def read_limited(request: Request) -> bytes:
    """Read the raw body, giving up once it exceeds MAX_BODY."""
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > MAX_BODY:
            raise HTTPException(413, "Payload too large")
    return bytes(chunks)


@app.on_event("startup")
async def startup() -> None:
    app.state.queue = await create_pool(RedisSettings(host=REDIS_HOST, conn_timeout=3))


@app.post("/webhooks/stripe")
async def stripe_webhook(
    request: Request, stripe_signature: str = Header(alias="Stripe-Signature")
) -> Response:
    payload = await read_limited(request)
    try:
        event = stripe.Webhook.construct_event(
            payload, stripe_signature, WEBHOOK_SECRET, tolerance=300
        )
    except (ValueError, stripe.SignatureVerificationError) as exc:
        logger.warning("Rejected Stripe webhook: %s", type(exc).__name__)
        raise HTTPException(400, "Invalid webhook") from exc

    job = HANDLERS.get(event["type"])
    if job is None:
        return Response(status_code=204)

    first_time = await redis.set(f"stripe:event:{event['id']}", 1, nx=True, ex=SEEN_TTL)
    if not first_time:
        return Response(status_code=204)

    try:
        await request.app.state.queue.enqueue_job(job, event["data"]["object"]["id"])
    except Exception:
        # Let Stripe retry: forget that we have seen the event.
        await redis.delete(f"stripe:event:{event['id']}")
        logger.exception("Could not enqueue %s", job)
        raise HTTPException(503, "Try again later")
    return Response(status_code=202)
