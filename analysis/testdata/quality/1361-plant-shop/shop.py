import os
import base64
import pickle

from flask import Flask, render_template, request, redirect, url_for, make_response

from catalog import find_plant, list_plants
from cart import Cart

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY", "gr33nThumb-9f2Kx!71")


# Helper: read the cart out of the cookie
def load_cart():
    raw = request.cookies.get("cart")
    if not raw:
        return Cart()
    data = base64.b64decode(raw)
    cart = pickle.loads(data)
    return cart


# Helper: write the cart into the cookie
def save_cart(response, cart):
    value = base64.b64encode(pickle.dumps(cart)).decode()
    response.set_cookie("cart", value, max_age=60 * 60 * 24 * 7, httponly=True, secure=True, samesite="Lax")
    return response


@app.route("/")
def index():
    return render_template("index.html", plants=list_plants())


@app.route("/cart")
def show_cart():
    cart = load_cart()
    return render_template("cart.html", cart=cart, total=cart.total())


@app.route("/cart/add/<int:plant_id>", methods=["POST"])
def add_to_cart(plant_id):
    plant = find_plant(plant_id)
    if plant is None:
        return "Plant not found", 404
    cart = load_cart()
    cart.add(plant_id, plant["price"], int(request.form.get("qty", 1)))
    response = make_response(redirect(url_for("show_cart")))
    return save_cart(response, cart)


@app.route("/thanks")
def thanks():
    # greet the customer by name after checkout
    name = request.args.get("name", "friend")
    page = "<h1>Thank you, %s!</h1><p>Your plants are on their way.</p>" % name
    return make_response(page)


if __name__ == "__main__":
    app.run()
