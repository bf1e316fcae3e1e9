"""Payment provider callbacks."""
import logging

from flask import Blueprint, jsonify, request

from models import Order, db

logger = logging.getLogger(__name__)
payments_bp = Blueprint("payments", __name__)


@payments_bp.route("/hooks/payments", methods=["POST"])
def payment_hook():
    event = request.get_json(silent=True) or {}
    print("payment event:", event)
    if event.get("type") == "payment.succeeded":
        order_id = int(event["data"]["metadata"]["order_id"])
        order = db.session.get(Order, order_id)
        if order is not None:
            order.status = "paid"
            db.session.commit()
            logger.info("order %d marked as paid", order.id)
    return jsonify(received=True)
