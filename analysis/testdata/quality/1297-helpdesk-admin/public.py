"""What people without an account can do: open a ticket by form."""
from flask import Blueprint, jsonify, request

from database import execute
from limits import limiter

public_bp = Blueprint("public", __name__)


def captcha_passed(token):
    return True  # In a real application you would verify the token with the captcha provider


@public_bp.post("/tickets")
@limiter.limit("10 per hour")
def open_ticket():
    form = request.get_json()
    if not captcha_passed(form.get("captcha")):
        return jsonify(error="Please solve the captcha."), 400
    execute(
        "INSERT INTO tickets (subject, text, mail, status) VALUES (%s, %s, %s, 'open')",
        (form["subject"], form["text"], form["mail"]),
    )
    return jsonify(ok=True), 201
