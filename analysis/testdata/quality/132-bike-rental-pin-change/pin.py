import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from flask import Blueprint, current_app, jsonify, request, url_for

from extensions import db, limiter, mail
from models import PasswordReset, Rider

reset_bp = Blueprint("reset", __name__)
limiter.limit("10/hour")(reset_bp)
hasher = PasswordHasher()


@reset_bp.route("/password/forgot", methods=["POST"])
def forgot():
    email = request.form.get("email", "").lower()
    rider = Rider.query.filter_by(email=email).first()
    if rider:
        token = secrets.token_urlsafe(32)
        db.session.add(PasswordReset(rider_id=rider.id, token=token, expires=datetime.utcnow() + timedelta(hours=1)))
        db.session.commit()
        mail.send_reset(rider.email, url_for("reset.confirm", token=token, _external=True))
        current_app.logger.info("reset mail sent to rider %s", rider.id)
    return jsonify(message="If the account exists, a mail is on its way.")


@reset_bp.route("/password/reset/<token>", methods=["POST"])
def confirm(token):
    entry = PasswordReset.query.filter_by(token=token).first()
    if entry is None or entry.expires < datetime.utcnow():
        current_app.logger.info("reset with an invalid or expired token")
        return jsonify(error="Link is invalid or expired"), 400
    new_password = request.form["password"]
    if new_password != request.form.get("password_again"):
        return jsonify(error="The two passwords differ"), 400
    rider = Rider.query.get(entry.rider_id)
    rider.password = hasher.hash(new_password)
    db.session.delete(entry)
    db.session.commit()
    return jsonify(message="Password changed")
