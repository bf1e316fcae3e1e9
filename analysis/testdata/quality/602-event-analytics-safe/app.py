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
    min_value = request.args.get("min_value", type=float)
    return jsonify(store.find(source=source, min_value=min_value))


@app.route("/events/lookup", methods=["POST"])
def lookup():
    body = request.get_json(silent=True) or {}
    event = store.by_visitor(str(body.get("visitor", "")), str(body.get("kind", "")))
    return jsonify(event or {})


@app.route("/events/aggregate", methods=["POST"])
def aggregate():
    body = request.get_json(silent=True) or {}
    report = body.get("report")
    if report not in EventStore.REPORTS:
        return jsonify(error="unknown report"), 400
    return jsonify(store.report(report, days=int(body.get("days", 7))))


if __name__ == "__main__":
    app.run(port=5050)
