import os

from flask import Flask, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from mail import send_code
from members import MemberManager

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 8 * 1024
limiter = Limiter(get_remote_address, app=app, default_limits=["60/minute"])
members = MemberManager(os.environ["CLUB_DB"])


def _fields(*names: str) -> list[str]:
    payload = request.get_json(silent=True) or {}
    return [str(payload.get(name, "")) for name in names]


@app.post("/members")
@limiter.limit("10/hour")
def join():
    email, password = _fields("email", "password")
    if "@" not in email or len(password) < 10:
        return jsonify(error="Check email and password"), 400
    if members.find(email) is None:
        members.create(email, password)
    return jsonify(status="Check your inbox"), 202


@app.post("/recovery")
@limiter.limit("3/minute")
def request_recovery():
    (email,) = _fields("email")
    member = members.find(email)
    if member is not None:
        send_code(member.email, members.start_recovery(member))
    return jsonify(status="If the address is known, a code is on its way"), 202


@app.post("/recovery/confirm")
@limiter.limit("5/minute")
def confirm_recovery():
    email, code, password = _fields("email", "code", "password")
    member = members.find(email)
    if member is None or len(password) < 10 or not members.check_recovery(member, code):
        return jsonify(error="The code is not valid"), 400
    members.set_password(member, password)
    return jsonify(status="Password changed")
