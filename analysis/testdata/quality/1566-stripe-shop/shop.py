"""Checkout with Stripe: create a session, receive the webhook, show the order."""
import os
import sqlite3
from contextlib import closing

import stripe
from flask import Blueprint, abort, current_app, jsonify, redirect, render_template, request, session, url_for
from flask_login import current_user, login_required

from csrf import csrf

bp = Blueprint("shop", __name__)
stripe.api_key = os.environ["STRIPE_API_KEY"]
stripe.max_network_retries = 2
stripe.default_http_client = stripe.RequestsClient(timeout=10)
WEBHOOK_SECRET = os.environ["STRIPE_WEBHOOK_SECRET"]


def connect():
    conn = sqlite3.connect(os.environ.get("SHOP_DB", "shop.db"), timeout=5)
    conn.row_factory = sqlite3.Row
    return closing(conn)


@bp.get("/products")
def products():
    with connect() as conn:
        rows = conn.execute("SELECT id, name, cents FROM products WHERE active = 1 ORDER BY name LIMIT 100").fetchall()
    return render_template("products.html", products=rows)


@bp.post("/checkout")
@login_required
def checkout():
    """The price always comes from our own table, never from the form."""
    product_id = request.form.get("product", type=int)
    quantity = request.form.get("quantity", 1, type=int)
    if product_id is None or not 1 <= quantity <= 20:
        abort(400)
    with connect() as conn:
        product = conn.execute(
            "SELECT id, name, cents FROM products WHERE id = ? AND active = 1", (product_id,)
        ).fetchone()
        if product is None:
            abort(404)
        with conn:
            order_id = conn.execute(
                "INSERT INTO orders (user_id, product_id, quantity, state) VALUES (?, ?, ?, 'open')",
                (current_user.id, product["id"], quantity),
            ).lastrowid
    try:
        created = stripe.checkout.Session.create(
            mode="payment",
            client_reference_id=str(order_id),
            line_items=[{
                "quantity": quantity,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": product["cents"],
                    "product_data": {"name": product["name"]},
                },
            }],
            success_url=url_for("shop.order", order_id=order_id, _external=True),
            cancel_url=url_for("shop.products", _external=True),
            idempotency_key=f"order-{order_id}",
        )
    except stripe.StripeError:
        current_app.logger.exception("no checkout session for order %d", order_id)
        return render_template("sorry.html"), 502
    session["last_order"] = order_id
    return redirect(created.url, code=303)


@bp.get("/orders/<int:order_id>")
@login_required
def order(order_id):
    with connect() as conn:
        row = conn.execute(
            "SELECT id, quantity, state FROM orders WHERE id = ? AND user_id = ?", (order_id, current_user.id)
        ).fetchone()
    if row is None:
        abort(404)
    return render_template("order.html", order=row)


@bp.post("/stripe/webhook")
@csrf.exempt
def webhook():
    payload = request.get_data(cache=False)  # bounded by MAX_CONTENT_LENGTH
    try:
        event = stripe.Webhook.construct_event(payload, request.headers.get("Stripe-Signature", ""), WEBHOOK_SECRET)
    except (ValueError, stripe.SignatureVerificationError):
        abort(400)
    if event["type"] == "checkout.session.completed" and event["data"]["object"]["payment_status"] == "paid":
        order_id = int(event["data"]["object"]["client_reference_id"])
        with connect() as conn, conn:
            conn.execute("UPDATE orders SET state = 'paid' WHERE id = ? AND state = 'open'", (order_id,))
    return jsonify(received=True)
