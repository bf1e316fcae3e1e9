import logging
import os

from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, jwt_required

from rules import Rule, matching_products, valid_recipients

app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
JWTManager(app)
log = logging.getLogger(__name__)

PRODUCTS = ["Oat milk", "Rye bread", "Apple juice", "Dark chocolate", "Green tea"]


@app.post("/rules/try")
@jwt_required()
def try_rule():
    body = request.get_json()
    print("DEBUG try_rule body:", body)
    try:
        rule = Rule(body["expression"])
        return jsonify(discount=rule.amount(body["basket"]))
    except (KeyError, TypeError, ValueError, NameError):
        log.info("a rule did not work")
        return jsonify(error="This rule does not work"), 422


@app.post("/rules/share")
@jwt_required()
def share_rule():
    recipients = str(request.get_json().get("recipients", ""))
    if not valid_recipients(recipients):
        return jsonify(error="Check the addresses"), 422
    return jsonify(shared_with=len(recipients.split(",")))


@app.get("/products")
@jwt_required()
def products():
    return jsonify(matching_products(PRODUCTS, request.args.get("q", "")))
