import hashlib
import hmac
import logging

import requests
from flask import Flask, Response, abort, jsonify, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

from config import Config, PaymentSettings, TOKEN_HEADER

db = SQLAlchemy()
logger = logging.getLogger(__name__)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer, nullable=False)
    total_cents = db.Column(db.Integer, nullable=False)
    paid = db.Column(db.Boolean, default=False)


def create_app():
    app = Flask(__name__)
    app.config.from_object(Config)
    db.init_app(app)
    payments = PaymentSettings()
    logger.info("Payment endpoint %s, api key set: %s", payments.endpoint, bool(payments.api_key))

    @app.post("/payments/callback")
    def callback():
        body = request.get_data()
        expected = hmac.new(payments.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, request.headers.get("X-Signature", "")):
            logger.warning("Callback with invalid signature or missing %s header", TOKEN_HEADER)
            abort(403)
        order = Order.query.get_or_404(int(request.get_json()["order"]))
        order.paid = True
        db.session.commit()
        return jsonify(id=order.id, paid=order.paid)

    @app.post("/orders/<int:order_id>/refund")
    @login_required
    def refund(order_id):
        order = Order.query.filter_by(id=order_id, user_id=current_user.id).first_or_404()
        answer = requests.post(
            f"{payments.endpoint}/refunds/{order.id}",
            headers={"Authorization": f"Bearer {payments.api_key}"},
            timeout=15,
        )
        logger.info("Refund of order %s answered %s", order.id, answer.status_code)
        return jsonify(refunded=answer.ok)

    @app.get("/orders.csv")
    @login_required
    def export():
        orders = Order.query.filter_by(user_id=current_user.id)
        return Response("\n".join(f"{o.id};{o.total_cents}" for o in orders), mimetype="text/csv")

    return app
