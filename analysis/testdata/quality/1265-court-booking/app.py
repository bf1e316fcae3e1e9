import os

import requests
from flask import Flask, jsonify, request

from otp import check_code, issue_code
from store import db

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024

SMS_URL = "https://api.smsgateway.me/v4/message/send"


def send_sms(phone, text):
    requests.post(
        SMS_URL,
        json={"phone_number": phone, "message": text},
        headers={"Authorization": os.environ["SMS_TOKEN"]},
        timeout=10,
    ).raise_for_status()


@app.route("/login/code", methods=["POST"])
def request_code():
    phone = request.json["phone"]
    with db() as conn:
        member = conn.execute("SELECT id FROM members WHERE phone = ?", (phone,)).fetchone()
    if member:
        send_sms(phone, "Your court booking code: " + issue_code(phone))
    return jsonify({"message": "If the number is known, a code was sent."})


@app.route("/login/verify", methods=["POST"])
def verify_code():
    phone = request.json["phone"]
    if not check_code(phone, request.json["code"]):
        return jsonify({"error": "Wrong or expired code"}), 401
    with db() as conn:
        member = conn.execute("SELECT id, name FROM members WHERE phone = ?", (phone,)).fetchone()
    return jsonify({"success": True, "member_id": member["id"], "name": member["name"]})


@app.route("/courts/<int:court_id>/slots")
def slots(court_id):
    day = request.args.get("day", "")
    with db() as conn:
        rows = conn.execute(
            "SELECT starts_at, taken FROM slots WHERE court_id = ? AND day = ? ORDER BY starts_at LIMIT 48",
            (court_id, day),
        ).fetchall()
    return jsonify([{"starts_at": r["starts_at"], "taken": bool(r["taken"])} for r in rows])
