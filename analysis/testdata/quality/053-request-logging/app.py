"""Booking API."""
import os

import bcrypt
import psycopg2
from flask import Flask, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from middleware import log_call, log_headers

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
limiter = Limiter(get_remote_address, app=app, default_limits=["60 per minute"])
log_headers(app)


def query_one(sql, params):
    """Return the first row of a query."""
    with psycopg2.connect(os.environ["DATABASE_URL"]) as conn, conn.cursor() as cur:
        cur.execute(sql, params)
        return cur.fetchone()


@app.post("/login")
@limiter.limit("5 per minute")
@log_call
def login():
    """Log a customer in."""
    data = request.get_json()
    row = query_one("SELECT id, password_hash FROM customers WHERE email = %s", (data["email"],))
    if row is None or not bcrypt.checkpw(data["password"].encode(), row[1].encode()):
        return jsonify({"error": "Invalid credentials"}), 401
    session["customer_id"] = row[0]
    return jsonify({"message": "Welcome back"})


@app.get("/bookings/<int:booking_id>")
def get_booking(booking_id):
    """Return one booking of the logged in customer."""
    row = query_one(
        "SELECT id, room, arrival, departure FROM bookings WHERE id = %s AND customer_id = %s",
        (booking_id, session.get("customer_id")),
    )
    if row is None:
        return jsonify({"error": "Not found"}), 404
    return jsonify(dict(zip(("id", "room", "arrival", "departure"), map(str, row))))
