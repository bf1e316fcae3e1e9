"""Order search API used by the back-office dashboard."""
import logging
import os

from flask import Flask, jsonify

from orders_api import orders_bp
from stats_api import stats_bp

logging.basicConfig(level=logging.INFO)


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["DATABASE_URL"] = os.environ["DATABASE_URL"]
    app.register_blueprint(orders_bp, url_prefix="/api/orders")
    app.register_blueprint(stats_bp, url_prefix="/api/stats")

    @app.errorhandler(404)
    def not_found(_err):
        return jsonify({"error": "not found"}), 404

    return app


if __name__ == "__main__":
    create_app().run()
