"""Password reset by e-mailed code, with rate limits."""
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from flask import Blueprint, current_app, jsonify, request
from werkzeug.security import generate_password_hash

from extensions import db, limiter, mail
from models import PasswordReset, User

auth_bp = Blueprint("auth", __name__, url_prefix="/auth")

CODE_TTL = timedelta(minutes=10)
MAX_ATTEMPTS = 5
GENERIC_MESSAGE = "If the account exists, a password reset code was sent."


def hash_code(code: str) -> str:
    """Hash a one-time code with the application key."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()


@auth_bp.route("/forgot-password", methods=["POST"])
@limiter.limit("3 per hour")
def forgot_password():
    """Send a one-time code to the user."""
    email = (request.get_json() or {}).get("email", "")
    user = User.query.filter_by(email=email).first()
    if user:
        code = f"{secrets.randbelow(10**6):06d}"
        db.session.add(
            PasswordReset(
                user_id=user.id,
                code_hash=hash_code(code),
                expires_at=datetime.utcnow() + CODE_TTL,
            )
        )
        db.session.commit()
        mail.send(user.email, "Your reset code", f"Your code is {code}")
        current_app.logger.info("Password reset code sent to user %s", user.id)
    return jsonify({"message": GENERIC_MESSAGE})


@auth_bp.route("/reset-password", methods=["POST"])
@limiter.limit("5 per 15 minutes")
def reset_password():
    """Set a new password after verifying the code."""
    data = request.get_json() or {}
    reset = (
        PasswordReset.query.join(User)
        .filter(User.email == data.get("email"), PasswordReset.expires_at > datetime.utcnow())
        .order_by(PasswordReset.id.desc())
        .first()
    )
    if reset is None or reset.attempts >= MAX_ATTEMPTS:
        return jsonify({"error": "Invalid or expired code"}), 400
    if not hmac.compare_digest(reset.code_hash, hash_code(data.get("code", ""))):
        reset.attempts += 1
        db.session.commit()
        current_app.logger.warning("Wrong reset code for user %s (attempt %d)", reset.user_id, reset.attempts)
        return jsonify({"error": "Invalid or expired code"}), 400

    reset.user.password_hash = generate_password_hash(data["new_password"])
    db.session.delete(reset)
    db.session.commit()
    return jsonify({"message": "Password updated"})
