import os
import traceback

from flask import Flask, jsonify, request
from flask_httpauth import HTTPTokenAuth
from itsdangerous import BadSignature, URLSafeTimedSerializer

from engine import Engine, Rule

app = Flask(__name__)
auth = HTTPTokenAuth(scheme="Bearer")
signer = URLSafeTimedSerializer(os.environ["API_SIGNING_KEY"])


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
    engine = Engine()
    for raw in body["rules"]:
        engine.add(Rule(raw["name"], raw["when"], float(raw["discount"])))
    return jsonify(total=engine.price(body["cart"]))


@app.errorhandler(Exception)
def on_error(err):
    return jsonify(error="internal error", trace=traceback.format_exc()), 500
