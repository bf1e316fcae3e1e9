import os

import requests
from flask import Flask, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from otp import check_code, issue_code
from store import db

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    MAX_CONTENT_LENGTH=64 * 1024,
)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ["REDIS_URL"])

SMS_URL = "https://api.smsgateway.me/v4/message/send"


def send_sms(phone, text):
    requests.post(
        SMS_URL,
        json={"phone_number": phone, "message": text},
        headers={"Authorization": os.environ["SMS_TOKEN"]},
        timeout=10,
    ).raise_for_status()


@app.route("/login/code", methods=["POST"])
@limiter.limit("3 per 10 minutes")
def request_code():
    phone = str(request.json["phone"])
    with db() as conn:
        member = conn.execute("SELECT id FROM members WHERE phone = ?", (phone,)).fetchone()
    if member:
        send_sms(phone, "Your court booking code: " + issue_code(phone, member["id"]))
    return jsonify({"message": "If the number is known, a code was sent."})


@app.route("/login/verify", methods=["POST"])
@limiter.limit("10 per 10 minutes")
def verify_code():
    phone = str(request.json["phone"])
    if not check_code(phone, str(request.json["code"])):
        return jsonify({"error": "Wrong or expired code"}), 401
    with db() as conn:
        member = conn.execute("SELECT id, name FROM members WHERE phone = ?", (phone,)).fetchone()
    session.clear()
    session["member_id"] = member["id"]
    return jsonify({"success": True, "name": member["name"]})


@app.route("/courts/<int:court_id>/slots")
def slots(court_id):
    day = request.args.get("day", "")
    with db() as conn:
        rows = conn.execute(
            "SELECT starts_at, taken FROM slots WHERE court_id = ? AND day = ? ORDER BY starts_at LIMIT 48",
            (court_id, day),
        ).fetchall()
    return jsonify([{"starts_at": r["starts_at"], "taken": bool(r["taken"])} for r in rows])
