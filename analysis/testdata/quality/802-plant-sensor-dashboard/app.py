"""Small Flask dashboard for the soil moisture sensors on my balcony."""
import hmac
import os
import sqlite3

from flask import Flask, abort, g, jsonify, render_template_string, request

app = Flask(__name__)
DB_PATH = os.environ.get("PLANTS_DB", "plants.db")
SENSOR_KEY = os.environ["SENSOR_KEY"]

SORT_COLUMNS = {
    "time": "taken_at",
    "moisture": "moisture",
    "temperature": "temperature",
}

PAGE = """
<h1>Plants in {{ room }}</h1>
<ul>
{% for plant in plants %}
  <li>{{ plant.name }} ({{ plant.nickname }})</li>
{% endfor %}
</ul>
"""


def get_db():
    """Open one connection per request."""
    if "db" not in g:
        g.db = sqlite3.connect(DB_PATH, timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def require_sensor_key():
    sent = request.headers.get("X-Sensor-Key", "")
    if not hmac.compare_digest(sent.encode(), SENSOR_KEY.encode()):
        abort(401)


def build_readings_query(plant_id, sort_key, direction):
    column = SORT_COLUMNS.get(sort_key, "taken_at")
    order = "ASC" if direction.lower() == "asc" else "DESC"
    query = "SELECT id, moisture, temperature, taken_at FROM readings WHERE plant_id = ?"
    query += f" ORDER BY {column} {order}"
    return query + " LIMIT 200", (plant_id,)


@app.route("/api/plants/<int:plant_id>/readings")
def list_readings(plant_id):
    sort_key = request.args.get("sort", "time")
    direction = request.args.get("dir", "desc")
    query, params = build_readings_query(plant_id, sort_key, direction)
    rows = get_db().execute(query, params).fetchall()
    return jsonify([dict(r) for r in rows])


@app.route("/api/plants/<int:plant_id>/readings", methods=["POST"])
def add_reading(plant_id):
    require_sensor_key()
    payload = request.get_json(silent=True) or {}
    try:
        moisture = float(payload["moisture"])
        temperature = float(payload.get("temperature", 0))
    except (KeyError, TypeError, ValueError):
        return jsonify({"error": "moisture must be a number"}), 400
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
    return render_template_string(PAGE, room=room, plants=rows)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
