"""Two-factor authentication blueprint (TOTP + backup codes)."""
import base64
import io
import logging
import secrets

import pyotp
import qrcode
from flask import Blueprint, jsonify, request, session
from flask_login import current_user, login_required, login_user
from werkzeug.security import check_password_hash, generate_password_hash

from extensions import limiter
from models import BackupCode, User, db

bp = Blueprint("twofactor", __name__, url_prefix="/2fa")
logger = logging.getLogger(__name__)

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def make_backup_codes(count=8):
    return ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(count)]


def qr_data_uri(uri):
    buffer = io.BytesIO()
    qrcode.make(uri).save(buffer, format="PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


@bp.route("/setup", methods=["POST"])
@login_required
def setup():
    secret = pyotp.random_base32()
    current_user.totp_secret = secret
    db.session.commit()
    logger.info("TOTP set up for user %s", current_user.id)

    uri = pyotp.TOTP(secret).provisioning_uri(name=current_user.email, issuer_name="Ledgerly")
    return jsonify(qr=qr_data_uri(uri))


@bp.route("/confirm", methods=["POST"])
@login_required
@limiter.limit("5 per minute")
def confirm():
    code = request.json.get("code", "")
    if not pyotp.TOTP(current_user.totp_secret).verify(code, valid_window=1):
        return jsonify(error="Invalid code"), 400

    codes = make_backup_codes()
    for c in codes:
        db.session.add(BackupCode(user_id=current_user.id, code_hash=generate_password_hash(c)))
    current_user.totp_enabled = True
    db.session.commit()
    return jsonify(backup_codes=codes)


@bp.route("/verify", methods=["POST"])
@limiter.limit("5 per minute")
def verify():
    """Second step of the login."""
    user = db.session.get(User, session.get("pending_user_id"))
    if user is None:
        return jsonify(error="Not signing in"), 401

    code = request.json.get("code", "")
    if pyotp.TOTP(user.totp_secret).verify(code, valid_window=1):
        login_user(user)
        session.pop("pending_user_id", None)
        return jsonify(status="ok")

    for backup in BackupCode.query.filter_by(user_id=user.id, used=False).limit(10):
        if check_password_hash(backup.code_hash, code):
            backup.used = True
            db.session.commit()
            login_user(user)
            session.pop("pending_user_id", None)
            return jsonify(status="ok")

    return jsonify(error="Invalid code"), 401
