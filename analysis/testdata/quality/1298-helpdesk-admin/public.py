"""What people without an account can do: open a ticket by form."""
import logging
import os

import requests
from flask import Blueprint, jsonify, request

from database import execute
from limits import limiter

logger = logging.getLogger(__name__)
public_bp = Blueprint("public", __name__)

CAPTCHA_URL = "https://hcaptcha.com/siteverify"


def captcha_passed(token):
    if not token:
        return False
    try:
        reply = requests.post(
            CAPTCHA_URL,
            data={"secret": os.environ["HCAPTCHA_SECRET"], "response": token},
            timeout=5,
        )
        reply.raise_for_status()
    except requests.RequestException:
        logger.exception("captcha provider not reachable")
        return False
    return reply.json().get("success") is True


@public_bp.post("/tickets")
@limiter.limit("10 per hour")
def open_ticket():
    form = request.get_json()
    if not captcha_passed(form.get("captcha")):
        return jsonify(error="Please solve the captcha."), 400
    execute(
        "INSERT INTO tickets (subject, text, mail, status) VALUES (%s, %s, %s, 'open')",
        (str(form["subject"])[:200], str(form["text"])[:10000], str(form["mail"])[:200]),
    )
    return jsonify(ok=True), 201
