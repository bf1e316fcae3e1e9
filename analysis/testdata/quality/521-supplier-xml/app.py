"""Accepts supplier price lists as XML."""
import hmac
import os
from functools import wraps

from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy

from parser import PriceListParser

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"connect_args": {"connect_timeout": 5}}
app.config["MAX_CONTENT_LENGTH"] = 4 * 1024 * 1024
db = SQLAlchemy(app)


class Price(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    sku = db.Column(db.String(40), unique=True, nullable=False)
    amount = db.Column(db.Numeric(10, 2), nullable=False)


def require_api_key(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        key = request.headers.get("X-Api-Key", "")
        if not hmac.compare_digest(key, os.environ["IMPORT_API_KEY"]):
            abort(401)
        return view(*args, **kwargs)
    return wrapper


@app.route("/import/prices", methods=["POST"])
@require_api_key
def import_prices():
    upload = request.files.get("file")
    if upload is None:
        return jsonify(error="file is required"), 400

    parser = PriceListParser(upload.stream)
    try:
        items = parser.items()
    except Exception as e:
        return jsonify(error=f"Could not parse XML: {str(e)}"), 400

    for sku, amount in items:
        price = Price.query.filter_by(sku=sku).first() or Price(sku=sku)
        price.amount = amount
        db.session.add(price)
    db.session.commit()
    return jsonify(imported=len(items))
