import logging
import os
import secrets
from functools import wraps

import numpy as np
from flask import Flask, jsonify, request

import model_store

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 20 * 1024 * 1024
logger = logging.getLogger(__name__)
FEATURES = ("tenure_months", "monthly_fee", "tickets_90d")


def analysts_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        given = request.headers.get("X-Analyst-Key", "")
        if not secrets.compare_digest(given.encode(), os.environ["ANALYST_KEY"].encode()):
            return jsonify(error="forbidden"), 403
        return view(*args, **kwargs)

    return wrapper


@app.post("/model")
@analysts_only
def replace_model():
    upload = request.files.get("model")
    if upload is None or not (upload.filename or "").lower().endswith(".onnx"):
        return jsonify(error="an ONNX file is needed"), 400
    try:
        info = model_store.activate(model_store.stage(upload))
    except Exception:
        logger.exception("uploaded model was refused")
        return jsonify(error="could not load model"), 422
    return jsonify(model=info)


@app.post("/score")
@analysts_only
def score():
    customers = request.get_json().get("customers", [])[:1000]
    rows = np.array([[float(c[f]) for f in FEATURES] for c in customers], dtype=np.float32)
    try:
        return jsonify(scores=model_store.score(rows))
    except LookupError:
        return jsonify(error="no model has been uploaded"), 409
