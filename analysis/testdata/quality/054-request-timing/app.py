"""Rental API."""
import os
import time
from collections import defaultdict

import bcrypt
import psycopg2
from flask import Flask, abort, jsonify, request, session

from middleware import install, retry, step, timed

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
install(app)

WINDOW, MAX_ATTEMPTS = 60, 5
_attempts = defaultdict(list)


@app.before_request
def throttle():
    """Allow a handful of login attempts per address and minute."""
    if request.endpoint != "login":
        return
    now = time.time()
    recent = [t for t in _attempts[request.remote_addr] if now - t < WINDOW]
    if len(recent) >= MAX_ATTEMPTS:
        abort(429)
    _attempts[request.remote_addr] = recent + [now]


@retry(times=2, exceptions=(psycopg2.OperationalError,))
def query_one(sql, params):
    """Return the first row of a query."""
    with psycopg2.connect(os.environ["DATABASE_URL"]) as conn, conn.cursor() as cur:
        cur.execute(sql, params)
        return cur.fetchone()


@app.post("/login")
@timed
def login():
    """Log a customer in."""
    data = request.get_json()
    with step("load customer"):
        row = query_one("SELECT id, password_hash FROM customers WHERE email = %s", (data["email"],))
    if row is None or not bcrypt.checkpw(data["password"].encode(), row[1].encode()):
        app.logger.info("Login failed: wrong e-mail or password")
        return jsonify({"error": "Invalid credentials"}), 401
    session.clear()
    session["customer_id"] = row[0]
    return jsonify({"message": "Welcome back"})
