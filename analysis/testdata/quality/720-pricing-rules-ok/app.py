import logging
import os

from flask import Flask, jsonify, request
from flask_httpauth import HTTPTokenAuth
from itsdangerous import BadSignature, URLSafeTimedSerializer

from engine import Rule, RuleError, price

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
auth = HTTPTokenAuth(scheme="Bearer")
signer = URLSafeTimedSerializer(os.environ["API_SIGNING_KEY"])
log = logging.getLogger(__name__)


@auth.verify_token
def verify_token(token):
    try:
        return signer.loads(token, max_age=3600)
    except BadSignature:
        return None


@app.post("/pricing/simulate")
@auth.login_required
def simulate():
    """Run a draft rule set against an example cart."""
    body = request.get_json()
    try:
        rules = [
            Rule(raw["name"], raw["field"], raw["op"], raw["value"], float(raw["discount"]))
            for raw in body["rules"][:50]
        ]
        total = price(rules, body["cart"])
    except (RuleError, KeyError, TypeError, ValueError):
        return jsonify(error="The rules or the cart are not valid"), 400
    return jsonify(total=total)


@app.errorhandler(500)
def on_error(err):
    log.error("unhandled error", exc_info=err)
    return jsonify(error="internal error"), 500
