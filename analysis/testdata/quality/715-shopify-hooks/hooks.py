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


def sign(body: bytes) -> str:
    digest = hmac.new(SHOPIFY_SECRET, body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


@app.post("/hooks/shopify/orders")
def shopify_order():
    received = request.headers.get("X-Shopify-Hmac-Sha256", "")
    expected = sign(request.get_data())
    if received != expected:
        abort(401)

    event = request.get_json()
    upsert_order(int(event["id"]), str(event["email"]), str(event["total_price"]))
    return "", 204


@app.post("/hooks/courier")
def courier_event():
    logger.info("courier headers: %s", dict(request.headers))
    event = request.get_json()
    if event["type"] == "parcel.delivered":
        mark_delivered(int(event["order_id"]))
    return jsonify(received=True)


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080, debug=True)
