import os
import random
import string
from datetime import datetime, timedelta

from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///accounts.db")
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)
    verified = db.Column(db.Boolean, default=False)
    verification_token = db.Column(db.String(64))
    token_expires = db.Column(db.DateTime)

    def issue_token(self):
        chars = string.ascii_lowercase + string.digits
        self.verification_token = "".join(random.sample(chars, 20))
        self.token_expires = datetime.utcnow() + timedelta(hours=24)
        return self.verification_token

    def token_matches(self, token):
        return self.verification_token == token and datetime.utcnow() < self.token_expires


def send_verification_email(user, token):
    link = f"{os.environ.get('BASE_URL', 'http://localhost:5000')}/verify?user={user.id}&token={token}"
    # In a real application you would send an email here
    print(f"Verification link for {user.email}: {link}")


@app.route("/signup", methods=["POST"])
def signup():
    data = request.get_json()
    email = data.get("email", "").strip().lower()
    password = data.get("password", "")
    if not email or len(password) < 8:
        return jsonify({"error": "Invalid email or password"}), 400
    if User.query.filter_by(email=email).first():
        return jsonify({"error": "Email already registered"}), 409

    user = User(email=email, password_hash=generate_password_hash(password))
    token = user.issue_token()
    db.session.add(user)
    db.session.commit()
    send_verification_email(user, token)
    return jsonify({"message": "Please check your inbox"}), 201


@app.route("/verify")
def verify():
    user = db.session.get(User, request.args.get("user", type=int))
    if user is None or not user.token_matches(request.args.get("token", "")):
        return jsonify({"error": "Invalid or expired link"}), 400
    user.verified = True
    user.verification_token = None
    db.session.commit()
    return jsonify({"message": "Email verified"})


if __name__ == "__main__":
    with app.app_context():
        db.create_all()
    app.run()
