"""Receives order events from the shop platform and books stock."""
import base64
import hashlib
import hmac
import logging
import os
import smtplib
from collections import deque
from email.message import EmailMessage

import psycopg
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 512 * 1024
log = logging.getLogger("hooks")
recent = deque(maxlen=100)
HOOK_SECRET = os.environ["SHOP_WEBHOOK_SECRET"].encode()


def db():
    return psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5)


def book_stock(order):
    with db() as conn:
        for line in order["line_items"]:
            conn.execute(
                "UPDATE stock SET reserved = reserved + %s WHERE sku = %s",
                (int(line["quantity"]), line["sku"]),
            )


def notify_warehouse(order):
    mail = EmailMessage()
    mail["Subject"] = "New order %d" % int(order["order_number"])
    mail["From"] = "shop@example.com"
    mail["To"] = "lager@example.com"
    mail.set_content("%d positions" % len(order["line_items"]))
    with smtplib.SMTP(os.environ["SMTP_HOST"], timeout=10) as smtp:
        smtp.send_message(mail)


def create(order):
    book_stock(order)
    notify_warehouse(order)


def cancel(order):
    with db() as conn:
        conn.execute("UPDATE orders SET status = 'cancelled' WHERE shop_id = %s", (order["id"],))


HANDLERS = {"orders/create": create, "orders/cancelled": cancel}


def verify_signature(raw: bytes) -> None:
    digest = base64.b64encode(hmac.new(HOOK_SECRET, raw, hashlib.sha256).digest())
    given = request.headers.get("X-Shopify-Hmac-Sha256", "").encode()
    if not hmac.compare_digest(digest, given):
        abort(401)


@app.post("/hooks/shop")
def shop_hook():
    verify_signature(request.get_data())
    topic = request.headers.get("X-Shopify-Topic", "")
    event = request.get_json()
    handler = HANDLERS.get(topic)
    if handler is None:
        log.info("shop event without a handler")
        return jsonify(ignored=True)
    recent.append(topic)
    handler(event)
    return jsonify(ok=True, seen=len(recent))
