"""Scoring service: data scientists upload coefficients, the back office asks for predictions.

Models are plain JSON (logistic regression weights), never pickles.
"""
import hmac
import json
import math
import os
import uuid

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
MODEL_DIR = "/var/lib/churn/models"
FEATURES = ("tenure", "plan", "calls")


@app.before_request
def check_key():
    key = request.headers.get("X-Api-Key", "")
    if not hmac.compare_digest(key.encode(), os.environ["SCORING_KEY"].encode()):
        abort(401)


class ModelStore:
    def __init__(self, folder):
        self.folder = folder
        self.current = None
        self.name = None

    def save(self, weights):
        self.name = f"{uuid.uuid4().hex}.json"
        with open(os.path.join(self.folder, self.name), "w", encoding="utf-8") as fh:
            json.dump(weights, fh)

    def activate(self, weights):
        self.current = weights

    def score(self, row):
        z = self.current["bias"] + sum(self.current[f] * float(row[f]) for f in FEATURES)
        return 1 / (1 + math.exp(-max(min(z, 50), -50)))


store = ModelStore(MODEL_DIR)


@app.post("/models")
def upload_model():
    body = request.get_json()
    try:
        weights = {name: float(body[name]) for name in (*FEATURES, "bias")}
    except (KeyError, TypeError, ValueError):
        return jsonify(error="weights for every feature are required"), 400
    store.save(weights)
    store.activate(weights)
    return jsonify(active=store.name), 201


@app.post("/predict")
def predict():
    if store.current is None:
        return jsonify(error="no model loaded"), 503
    rows = request.get_json()["rows"]
    try:
        scores = [round(store.score(row), 4) for row in rows[:1000]]
    except (KeyError, TypeError, ValueError):
        return jsonify(error="bad row"), 400
    return jsonify(scores=scores)
