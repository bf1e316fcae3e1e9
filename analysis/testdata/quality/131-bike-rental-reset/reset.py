import secrets
from datetime import datetime, timedelta

from flask import Blueprint, current_app, jsonify, request, url_for

from extensions import db, mail
from models import PasswordReset, Rider

reset_bp = Blueprint("reset", __name__)


def _log_event(kind, detail):
    current_app.logger.info("%s: %s", kind, detail)


@reset_bp.route("/password/forgot", methods=["POST"])
def forgot():
    email = request.form.get("email", "").lower()
    rider = Rider.query.filter_by(email=email).first()
    if rider:
        token = secrets.token_urlsafe(32)
        db.session.add(PasswordReset(rider_id=rider.id, token=token, expires=datetime.utcnow() + timedelta(hours=1)))
        db.session.commit()
        link = url_for("reset.confirm", token=token, _external=True)
        _log_event("reset requested", f"{email} {link}")
        mail.send_reset(rider.email, link)
    return jsonify(message="If the account exists, a mail is on its way.")


@reset_bp.route("/password/reset/<token>", methods=["POST"])
def confirm(token):
    entry = PasswordReset.query.filter_by(token=token).first()
    if entry is None or entry.expires < datetime.utcnow():
        return jsonify(error="Link is invalid or expired"), 400
    new_password = request.form["password"]
    rider = Rider.query.get(entry.rider_id)
    rider.password = new_password
    db.session.delete(entry)
    db.session.commit()
    return jsonify(message="Password changed")
