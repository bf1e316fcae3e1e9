"""Scoring service: data scientists upload a model, the back office asks for predictions."""
import os
import hmac

import joblib
import pandas as pd
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 50 * 1024 * 1024
MODEL_DIR = "/var/lib/churn/models"


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

    def save(self, upload):
        path = os.path.join(self.folder, upload.filename)
        upload.save(path)
        return path

    def activate(self, path):
        self.current = joblib.load(path)
        self.name = os.path.basename(path)


store = ModelStore(MODEL_DIR)


@app.post("/models")
def upload_model():
    if "model" not in request.files:
        return jsonify(error="no file"), 400
    path = store.save(request.files["model"])
    store.activate(path)
    return jsonify(active=store.name), 201


@app.post("/predict")
def predict():
    if store.current is None:
        return jsonify(error="no model loaded"), 503
    rows = request.get_json()["rows"]
    print("predict", rows)
    frame = pd.DataFrame(rows[:1000], columns=["tenure", "plan", "calls"])
    scores = store.current.predict_proba(frame)[:, 1]
    return jsonify(scores=[round(float(s), 4) for s in scores])
