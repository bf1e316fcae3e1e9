import hashlib
import hmac
import os
import secrets
from datetime import datetime, timedelta, timezone

from flask import Flask, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

from mail import send_mail

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024
db = SQLAlchemy(app)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ["REDIS_URL"])


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)
    verified = db.Column(db.Boolean, default=False)
    token_digest = db.Column(db.String(64))
    token_expires = db.Column(db.DateTime(timezone=True))

    def issue_token(self):
        token = secrets.token_urlsafe(32)
        self.token_digest = digest(token)
        self.token_expires = datetime.now(timezone.utc) + timedelta(hours=24)
        return token

    def token_matches(self, token):
        if not self.token_digest or datetime.now(timezone.utc) > self.token_expires:
            return False
        return hmac.compare_digest(self.token_digest, digest(token))


@app.route("/signup", methods=["POST"])
@limiter.limit("5 per hour")
def signup():
    data = request.get_json()
    email = data.get("email", "").strip().lower()
    password = data.get("password", "")
    if not email or len(password) < 12:
        return jsonify({"error": "Invalid email or password"}), 400
    if User.query.filter_by(email=email).first():
        return jsonify({"error": "Email already registered"}), 409

    user = User(email=email, password_hash=generate_password_hash(password))
    token = user.issue_token()
    db.session.add(user)
    db.session.commit()
    link = f"{os.environ['BASE_URL']}/verify?user={user.id}&token={token}"
    send_mail(user.email, "Confirm your address", f"Open this link within 24 hours:\n\n{link}")
    return jsonify({"message": "Please check your inbox"}), 201


@app.route("/verify")
@limiter.limit("10 per minute")
def verify():
    user = db.session.get(User, request.args.get("user", type=int))
    if user is None or not user.token_matches(request.args.get("token", "")):
        return jsonify({"error": "Invalid or expired link"}), 400
    user.verified = True
    user.token_digest = None
    db.session.commit()
    return jsonify({"message": "Email verified"})


if __name__ == "__main__":
    app.run()
