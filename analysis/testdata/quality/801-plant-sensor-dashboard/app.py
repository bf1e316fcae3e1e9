"""Small Flask dashboard for the soil moisture sensors on my balcony."""
import hmac
import os
import sqlite3

from flask import Flask, abort, g, jsonify, request

app = Flask(__name__)
DB_PATH = os.environ.get("PLANTS_DB", "plants.db")
SENSOR_KEY = os.environ["SENSOR_KEY"]


def get_db():
    """Open one connection per request."""
    if "db" not in g:
        g.db = sqlite3.connect(DB_PATH)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def require_sensor_key():
    sent = request.headers.get("X-Sensor-Key", "")
    if not hmac.compare_digest(sent, SENSOR_KEY):
        abort(401)


def build_readings_query(plant_id, sort_by, direction):
    # Build the query dynamically so the table can be sorted by any column
    query = "SELECT id, moisture, temperature, taken_at FROM readings WHERE plant_id = ?"
    query += f" ORDER BY {sort_by} {direction}"
    return query + " LIMIT 200", (plant_id,)


@app.route("/api/plants/<int:plant_id>/readings")
def list_readings(plant_id):
    sort_by = request.args.get("sort", "taken_at")
    direction = request.args.get("dir", "DESC")
    query, params = build_readings_query(plant_id, sort_by, direction)
    rows = get_db().execute(query, params).fetchall()
    return jsonify([dict(r) for r in rows])


@app.route("/api/plants/<int:plant_id>/readings", methods=["POST"])
def add_reading(plant_id):
    require_sensor_key()
    payload = request.get_json()
    moisture = float(payload["moisture"])
    temperature = float(payload.get("temperature", 0))
    db = get_db()
    db.execute(
        "INSERT INTO readings (plant_id, moisture, temperature, taken_at) VALUES (?, ?, ?, datetime('now'))",
        (plant_id, moisture, temperature),
    )
    db.commit()
    return jsonify({"status": "ok"}), 201


@app.route("/plants")
def plants_page():
    """Simple HTML overview, optionally filtered by room."""
    room = request.args.get("room", "")
    rows = get_db().execute(
        "SELECT name, nickname FROM plants WHERE room = ? LIMIT 100", (room,)
    ).fetchall()

    items = "".join("<li>%s (%s)</li>" % (r["name"], r["nickname"]) for r in rows)
    html = "<h1>Plants in " + room + "</h1><ul>" + items + "</ul>"
    return html


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
