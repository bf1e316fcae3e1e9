import logging
import os

from flask import Flask, jsonify, render_template, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

from labels_service import LabelPrinter
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

    printer = LabelPrinter(payload.get("printer", "zebra-1"), payload.get("copies", "1"))
    html = render_template("label.html", order=order)
    try:
        pdf = printer.render(html)
        job = printer.send(pdf)
    except Exception as e:
        log.exception("label printing failed")
        return jsonify({"error": f"Printing failed: {e}"}), 500
    return jsonify({"job": job})
