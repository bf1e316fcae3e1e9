import os

import requests
from flask import Flask, Response, jsonify, request
from flask_login import LoginManager, current_user, login_required
from flask_sqlalchemy import SQLAlchemy

from config import CONFIGS, PaymentSettings

db = SQLAlchemy()
login_manager = LoginManager()
payments = PaymentSettings()


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer, nullable=False)
    total_cents = db.Column(db.Integer, nullable=False)
    payment_ref = db.Column(db.String(64))
    paid = db.Column(db.Boolean, default=False)


def create_app(name=None):
    app = Flask(__name__)
    app.config.from_object(CONFIGS[name or os.environ.get("APP_ENV", "production")])
    db.init_app(app)
    login_manager.init_app(app)

    @app.post("/orders/<int:order_id>/pay")
    @login_required
    def pay(order_id):
        order = Order.query.filter_by(id=order_id, user_id=current_user.id).first_or_404()
        answer = requests.post(
            f"{payments.endpoint}/charges",
            json={"amount": order.total_cents, "reference": f"order-{order.id}"},
            headers=payments.headers,
            timeout=payments.timeout,
        )
        if answer.status_code != 201:
            app.logger.error("Charge for order %s failed with %s", order.id, answer.status_code)
            return jsonify(error="payment failed"), 502
        order.payment_ref = answer.json()["id"]
        order.paid = True
        db.session.commit()
        return jsonify(id=order.id, paid=True)

    @app.get("/orders.csv")
    @login_required
    def export():
        orders = Order.query.filter_by(user_id=current_user.id).order_by(Order.id)
        lines = ["id,total,paid"] + [f"{o.id},{o.total_cents / 100:.2f},{int(o.paid)}" for o in orders]
        return Response("\n".join(lines), mimetype="text/csv")

    return app
