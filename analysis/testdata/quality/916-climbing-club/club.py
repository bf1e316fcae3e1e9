# Simple member area for the climbing club
import os
import sqlite3

from flask import Flask, jsonify, make_response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, default_limits=["200 per hour"])
signer = URLSafeTimedSerializer(os.environ["CLUB_KEY"])


def connect():
    con = sqlite3.connect("club.db", timeout=10)
    con.row_factory = sqlite3.Row
    return con


def current_member():
    try:
        return signer.loads(request.cookies.get("member", ""), max_age=86400)
    except BadSignature:
        return None


# create a new member
@app.route("/join", methods=["POST"])
@limiter.limit("10 per hour")
def join():
    data = request.get_json()
    email = data["email"].lower()
    password = generate_password_hash(data["password"])
    con = connect()
    try:
        con.execute("INSERT INTO members (email, password) VALUES (?, ?)", (email, password))
        con.commit()
    except sqlite3.IntegrityError:
        return jsonify({"error": "already a member"}), 409
    finally:
        con.close()
    return jsonify({"status": "welcome"}), 201


# log in and set the cookie
@app.route("/login", methods=["POST"])
@limiter.limit("5 per minute")
def login():
    data = request.get_json()
    con = connect()
    row = con.execute("SELECT id, password FROM members WHERE email = ?", (data["email"].lower(),)).fetchone()
    con.close()
    if row is None or not check_password_hash(row["password"], data["password"]):
        return jsonify({"error": "wrong e-mail or password"}), 401
    resp = make_response(jsonify({"status": "ok"}))
    resp.set_cookie(
        "member",
        signer.dumps(row["id"]),
        max_age=86400,
        httponly=True,
        secure=True,
        samesite="Lax",
    )
    return resp


@app.route("/trips")
def trips():
    if current_member() is None:
        return jsonify({"error": "please log in"}), 401
    con = connect()
    rows = con.execute("SELECT id, place, day FROM trips ORDER BY day LIMIT 50").fetchall()
    con.close()
    return jsonify([dict(r) for r in rows])


if __name__ == "__main__":
    app.run(port=5000)
