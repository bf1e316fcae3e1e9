"""Analytics over the events collection."""
import os

from flask import Flask, jsonify, request
from pymongo import MongoClient

from store import EventStore

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 256 * 1024

client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=5000, socketTimeoutMS=20000)
store = EventStore(client.analytics.events)


@app.route("/events")
def events():
    source = request.args.get("source")
    min_value = request.args.get("min_value")
    return jsonify(store.find(source=source, min_value=min_value))


@app.route("/events/lookup", methods=["POST"])
def lookup():
    body = request.get_json(silent=True) or {}
    event = store.by_visitor(body.get("visitor"), body.get("kind"))
    return jsonify(event or {})


@app.route("/events/aggregate", methods=["POST"])
def aggregate():
    stages = request.get_json(silent=True) or []
    return jsonify(list(store.aggregate(stages)))


@app.route("/events/forecast")
def forecast():
    # Mock data for now, replace with the real model output
    return jsonify([{"day": "2025-01-01", "value": 120}, {"day": "2025-01-02", "value": 135}])


if __name__ == "__main__":
    app.run(port=5050)
