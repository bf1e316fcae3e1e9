import os

from flask import Flask, render_template, request, redirect, session, url_for
from markupsafe import escape

from catalog import find_plant, list_plants

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")

MAX_QTY = 50


# Helper: the cart lives in the signed session as {plant_id: qty}
def load_cart():
    return dict(session.get("cart", {}))


def cart_rows(cart):
    rows = []
    for plant_id, qty in cart.items():
        plant = find_plant(int(plant_id))
        if plant:
            rows.append({"name": plant["name"], "qty": qty, "sum": qty * plant["price"]})
    return rows


@app.route("/")
def index():
    return render_template("index.html", plants=list_plants())


@app.route("/cart")
def show_cart():
    rows = cart_rows(load_cart())
    return render_template("cart.html", rows=rows, total=sum(r["sum"] for r in rows))


@app.route("/cart/add/<int:plant_id>", methods=["POST"])
def add_to_cart(plant_id):
    if find_plant(plant_id) is None:
        return "Plant not found", 404
    qty = request.form.get("qty", default=1, type=int)
    qty = max(1, min(qty, MAX_QTY))
    cart = load_cart()
    key = str(plant_id)
    cart[key] = min(cart.get(key, 0) + qty, MAX_QTY)
    session["cart"] = cart
    return redirect(url_for("show_cart"))


@app.route("/thanks")
def thanks():
    # greet the customer by name after checkout
    name = request.args.get("name", "friend")
    return "<h1>Thank you, %s!</h1><p>Your plants are on their way.</p>" % escape(name)


if __name__ == "__main__":
    app.run()
