"""Receives order events from the shop platform and books stock."""
import logging
import os
import smtplib

import psycopg
from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 512 * 1024
log = logging.getLogger("hooks")
recent = []


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
    text = "Subject: New order %s\r\nTo: lager@example.com\r\n\r\n%d positions" % (order["name"], len(order["line_items"]))
    with smtplib.SMTP(os.environ["SMTP_HOST"], timeout=10) as smtp:
        smtp.sendmail("shop@example.com", ["lager@example.com"], text)


def create(order):
    book_stock(order)
    notify_warehouse(order)


def cancel(order):
    with db() as conn:
        conn.execute("UPDATE orders SET status = 'cancelled' WHERE shop_id = %s", (order["id"],))


HANDLERS = {"orders/create": create, "orders/cancelled": cancel}


@app.post("/hooks/shop")
def shop_hook():
    topic = request.headers.get("X-Shopify-Topic", "")
    event = request.get_json()
    log.info("shop event, headers: %s", dict(request.headers))
    handler = HANDLERS.get(topic)
    if handler is None:
        return jsonify(ignored=True)
    recent.append(event)
    handler(event)
    return jsonify(ok=True, seen=len(recent))
