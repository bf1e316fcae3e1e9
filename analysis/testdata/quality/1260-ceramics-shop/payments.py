"""Payment provider callbacks."""
import hashlib
import hmac
import logging
import os

from flask import Blueprint, abort, jsonify, request

from models import Order, db

logger = logging.getLogger(__name__)
payments_bp = Blueprint("payments", __name__)

WEBHOOK_SECRET = os.environ["PAYMENT_WEBHOOK_SECRET"].encode()


def _verify(body, signature):
    expected = hmac.new(WEBHOOK_SECRET, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())


@payments_bp.route("/hooks/payments", methods=["POST"])
def payment_hook():
    if not _verify(request.get_data(), request.headers.get("X-Signature", "")):
        abort(401)
    event = request.get_json(silent=True) or {}
    if event.get("type") == "payment.succeeded":
        order_id = int(event["data"]["metadata"]["order_id"])
        order = db.session.get(Order, order_id)
        if order is not None:
            order.status = "paid"
            db.session.commit()
            logger.info("order %d marked as paid", order.id)
    return jsonify(received=True)
