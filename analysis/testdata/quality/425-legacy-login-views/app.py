"""Employee directory API (class based views)."""
import logging
import os

from flask import Flask, jsonify
from flask_cors import CORS

from db import close_connection, init_schema
from views import EmployeeAPI, LoginAPI, RegisterAPI

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")


def create_app(config=None):
    app = Flask(__name__)
    app.config["DATABASE"] = os.environ.get("DATABASE", "employees.db")
    if config:
        app.config.update(config)
    CORS(app, origins=["https://intranet.example.com"])

    app.teardown_appcontext(close_connection)
    app.add_url_rule("/login", view_func=LoginAPI.as_view("login"))
    app.add_url_rule("/register", view_func=RegisterAPI.as_view("register"))
    app.add_url_rule("/employees/<int:employee_id>", view_func=EmployeeAPI.as_view("employee"))

    @app.errorhandler(400)
    def bad_request(_err):
        return jsonify({"success": False, "message": "Bad request"}), 400

    with app.app_context():
        init_schema()
    return app


if __name__ == "__main__":
    create_app().run(port=8000)
