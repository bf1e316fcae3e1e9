import os

from flask import Flask

from .accounts import accounts, limiter
from .invoices import invoices
from .products import products


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["SHOP_SECRET_KEY"]
    limiter.init_app(app)
    app.register_blueprint(accounts)
    app.register_blueprint(products)
    app.register_blueprint(invoices)
    return app
