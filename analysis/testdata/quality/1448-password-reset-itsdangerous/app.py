"""Forgotten-password flow: signed one-hour links that die with the old password."""
import os
import smtplib
import ssl
from email.message import EmailMessage

import bcrypt
from flask import Flask, abort, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from itsdangerous import BadData, URLSafeTimedSerializer

app = Flask(__name__)
app.config.update(
    SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"],
    SQLALCHEMY_ENGINE_OPTIONS={"connect_args": {"connect_timeout": 5}},
    MAX_CONTENT_LENGTH=8 * 1024,
)
db = SQLAlchemy(app)
limiter = Limiter(
    get_remote_address,
    app=app,
    default_limits=["10 per minute"],
    storage_uri=os.environ["REDIS_URL"],
)
serializer = URLSafeTimedSerializer(os.environ["RESET_KEY"], salt="password-reset")
FRONTEND = os.environ["FRONTEND_URL"]
MESSAGE = "If the address is known to us, a message is on its way."


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(200), unique=True, nullable=False)
    password_hash = db.Column(db.LargeBinary, nullable=False)

    @property
    def fingerprint(self):
        # Changes with the password, so a link works at most once.
        return self.password_hash[-8:].decode("ascii")


def send_link(user):
    token = serializer.dumps({"uid": user.id, "fp": user.fingerprint})
    message = EmailMessage()
    message["Subject"] = "Choose a new password"
    message["From"] = os.environ["MAIL_FROM"]
    message["To"] = user.email
    message.set_content(f"Open this link within one hour:\n\n{FRONTEND}/reset#{token}\n")
    with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=10) as smtp:
        smtp.starttls(context=ssl.create_default_context())
        smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
        smtp.send_message(message)


def text_field(name, maximum):
    value = (request.get_json() or {}).get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= maximum:
        abort(400, description=f"{name} is missing or too long")
    return value


@app.post("/password/forgot")
@limiter.limit("3 per minute; 10 per hour")
def forgot():
    email = text_field("email", 200).strip().lower()
    user = User.query.filter_by(email=email).first()
    if user is not None:
        send_link(user)
    return jsonify(message=MESSAGE), 202


@app.post("/password/reset")
def reset():
    password = text_field("password", 72)
    if len(password) < 12 or len(password.encode()) > 72:
        abort(422, description="Use 12 to 72 characters")
    try:
        data = serializer.loads(text_field("token", 400), max_age=3600)
    except BadData:
        abort(410, description="The link is no longer valid")

    user = db.session.get(User, data["uid"])
    if user is None or user.fingerprint != data["fp"]:
        abort(410, description="The link is no longer valid")
    user.password_hash = bcrypt.hashpw(password.encode(), bcrypt.gensalt(12))
    db.session.commit()
    return "", 204
