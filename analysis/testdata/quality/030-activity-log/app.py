"""Settings API that logs its activity."""
import logging
import os
import sqlite3
import time

from flask import Flask, g, jsonify, request, session
from werkzeug.security import check_password_hash, generate_password_hash

from logging_setup import configure, redact

configure(os.getenv("LOG_LEVEL", "INFO"))
logger = logging.getLogger("settings")

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


@app.before_request
def start_timer():
    g.start = time.perf_counter()


@app.after_request
def log_request(response):
    """Log method, path, status and duration of each request."""
    duration = (time.perf_counter() - g.start) * 1000
    logger.info("%s %s -> %d (%.1f ms)", request.method, request.path, response.status_code, duration)
    return response


@app.put("/settings/password")
def change_password():
    """Change the password of the logged in user."""
    user_id = session.get("user_id")
    if user_id is None:
        logger.warning("Password change without a session token")
        return jsonify({"error": "Not logged in"}), 401

    data = request.get_json()
    logger.debug("Password change requested: %s", redact(data))
    with sqlite3.connect("settings.db") as conn:
        row = conn.execute("SELECT password_hash FROM users WHERE id = ?", (user_id,)).fetchone()
        if row is None or not check_password_hash(row[0], data["current_password"]):
            logger.info("Password change rejected for user %s: wrong password", user_id)
            return jsonify({"error": "Wrong password"}), 403
        conn.execute(
            "UPDATE users SET password_hash = ? WHERE id = ?",
            (generate_password_hash(data["new_password"]), user_id),
        )
        conn.execute(
            "INSERT INTO audit_log (user_id, action, detail) VALUES (?, ?, ?)",
            (user_id, "password.change", "changed in settings"),
        )
    logger.info("Password changed for user %s", user_id)
    return jsonify({"message": "Password changed"})
