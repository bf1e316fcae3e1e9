"""Login by e-mailed codes."""
import logging
import os

from flask import Flask, jsonify, request, session

import otp
from mailer import send_mail

logger = logging.getLogger("mail-login")
app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


@app.before_request
def rate_limit():
    """Limit all login routes by address."""
    if request.path.startswith("/login"):
        otp.hit(f"ip:{request.remote_addr}", limit=20, window=60)


@app.errorhandler(otp.TooManyAttempts)
def too_many(error):
    logger.warning("Login limit exceeded from %s", request.remote_addr)
    return jsonify({"error": "Too many attempts, try again later"}), 429


@app.post("/login/code")
def send_code():
    """Send a login code."""
    email = request.get_json()["email"].strip().lower()
    otp.hit(f"send:{email}", limit=3, window=900)
    code = otp.create_code(email)
    send_mail(email, "Your login code", f"Your login code is {code}")
    logger.info("Login code sent")
    return jsonify({"message": "If the address is known, a code is on its way"}), 202


@app.post("/login/verify")
def verify_code():
    """Verify the code and open a session."""
    body = request.get_json()
    email = body["email"].strip().lower()
    otp.hit(f"verify:{email}", limit=otp.MAX_ATTEMPTS, window=otp.TTL)
    if not otp.check_code(email, body["code"]):
        return jsonify({"error": "Wrong or expired code"}), 401
    session.permanent = True
    session["email"] = email
    return jsonify({"message": "Logged in"})


@app.post("/logout")
def logout():
    session.clear()
    return "", 204


@app.get("/me")
def me():
    if "email" not in session:
        return jsonify({"error": "Not logged in"}), 401
    return jsonify({"email": session["email"]})
