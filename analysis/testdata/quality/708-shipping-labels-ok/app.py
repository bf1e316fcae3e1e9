import logging
import os
import subprocess

from flask import Flask, jsonify, render_template, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

from labels_service import LabelPrinter, UnknownPrinter
from models import Order, db

app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db.init_app(app)
JWTManager(app)
log = logging.getLogger("labels")


@app.post("/orders/<int:order_id>/label")
@jwt_required()
def print_label(order_id):
    order = Order.query.filter_by(id=order_id, warehouse_id=get_jwt_identity()).first_or_404()
    payload = request.get_json(silent=True) or {}

    try:
        printer = LabelPrinter(payload.get("printer", "zebra-1"), payload.get("copies", 1))
    except (UnknownPrinter, TypeError, ValueError):
        return jsonify({"error": "Unknown printer or bad number of copies"}), 400

    html = render_template("label.html", order=order)
    try:
        pdf = printer.render(html)
        job = printer.send(pdf)
    except (OSError, subprocess.SubprocessError):
        log.exception("label printing failed")
        return jsonify({"error": "Printing failed"}), 500
    return jsonify({"job": job})
