"""Receives order events from Shopify and from our courier."""
import base64
import hashlib
import hmac
import logging
import os

from flask import Flask, abort, jsonify, request

from orders import mark_delivered, upsert_order

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("hooks")

SHOPIFY_SECRET = os.environ["SHOPIFY_WEBHOOK_SECRET"].encode()
COURIER_SECRET = os.environ["COURIER_WEBHOOK_SECRET"].encode()


def verify_shopify():
    received = request.headers.get("X-Shopify-Hmac-Sha256", "")
    digest = hmac.new(SHOPIFY_SECRET, request.get_data(), hashlib.sha256).digest()
    if not hmac.compare_digest(received, base64.b64encode(digest).decode()):
        abort(401)


def verify_courier():
    received = request.headers.get("X-Courier-Signature", "")
    expected = hmac.new(COURIER_SECRET, request.get_data(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(received, expected):
        abort(401)


@app.post("/hooks/shopify/orders")
def shopify_order():
    verify_shopify()
    event = request.get_json()
    upsert_order(int(event["id"]), str(event["email"]), str(event["total_price"]))
    return "", 204


@app.post("/hooks/courier")
def courier_event():
    verify_courier()
    event = request.get_json()
    if event["type"] == "parcel.delivered":
        order_id = int(event["order_id"])
        mark_delivered(order_id)
        logger.info("order %d delivered", order_id)
    return jsonify(received=True)


if __name__ == "__main__":
    app.run(port=8080)
