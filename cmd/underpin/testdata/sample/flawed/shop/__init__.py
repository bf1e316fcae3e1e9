from flask import Flask

from .accounts import accounts
from .invoices import invoices
from .products import products


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "q8Zr2LmX0vTn5KpW7bYd3HsJ"
    app.register_blueprint(accounts)
    app.register_blueprint(products)
    app.register_blueprint(invoices)
    return app
