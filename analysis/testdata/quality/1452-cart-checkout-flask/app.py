"""Shopping cart kept in the session; checkout computes prices on the server."""
import os
from decimal import Decimal

import stripe
from flask import Flask, abort, redirect, render_template, request, session, url_for
from flask_login import LoginManager, current_user, login_required
from flask_wtf.csrf import CSRFProtect

from models import Order, OrderLine, Product, User, db

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"],
    SQLALCHEMY_ENGINE_OPTIONS={"connect_args": {"connect_timeout": 5}},
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    MAX_CONTENT_LENGTH=64 * 1024,
)
db.init_app(app)
CSRFProtect(app)
login_manager = LoginManager(app)
login_manager.login_view = None
stripe.api_key = os.environ["STRIPE_KEY"]
stripe.default_http_client = stripe.RequestsClient(timeout=10)

MAX_LINES = 30


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, int(user_id))


@app.post("/cart/<int:product_id>")
def put_in_cart(product_id):
    """The cart belongs to the visitor's own signed session, so no account is needed yet."""
    product = Product.query.filter_by(id=product_id, active=True).first_or_404()
    quantity = request.form.get("quantity", 1, type=int)
    if not 0 <= quantity <= 20:
        abort(400)
    cart = dict(session.get("cart", {}))
    if quantity == 0:
        cart.pop(str(product.id), None)
    elif str(product.id) in cart or len(cart) < MAX_LINES:
        cart[str(product.id)] = quantity
    session["cart"] = cart
    return redirect(url_for("show_cart"))


@app.get("/cart")
def show_cart():
    lines = list(cart_lines())
    total = sum((p.price * n for p, n in lines), Decimal(0))
    return render_template("cart.html", lines=lines, total=total)


def cart_lines():
    cart = session.get("cart", {})
    for product in Product.query.filter(Product.id.in_([int(k) for k in cart]), Product.active):
        yield product, cart[str(product.id)]


@app.post("/checkout")
@login_required
def checkout():
    lines = list(cart_lines())
    if not lines:
        return redirect(url_for("show_cart"))
    order = Order(user_id=current_user.id, status="pending")
    order.lines = [OrderLine(product_id=p.id, quantity=n, price=p.price) for p, n in lines]
    db.session.add(order)
    db.session.flush()

    checkout_session = stripe.checkout.Session.create(
        mode="payment",
        client_reference_id=str(order.id),
        success_url=url_for("thanks", order_id=order.id, _external=True),
        cancel_url=url_for("show_cart", _external=True),
        line_items=[
            {
                "quantity": n,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": int(p.price * 100),
                    "product_data": {"name": p.name},
                },
            }
            for p, n in lines
        ],
    )
    order.stripe_session_id = checkout_session.id
    db.session.commit()
    session.pop("cart", None)
    return redirect(checkout_session.url, code=303)


@app.get("/orders/<int:order_id>/thanks")
@login_required
def thanks(order_id):
    order = Order.query.filter_by(id=order_id, user_id=current_user.id).first_or_404()
    return render_template("thanks.html", order=order)
