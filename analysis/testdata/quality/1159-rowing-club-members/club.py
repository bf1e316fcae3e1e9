"""Rowing club members' area: sign-up, login and a 'remember me' cookie."""
import hashlib
import logging
import os
import random
import string

from flask import Flask, jsonify, make_response, request, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["CLUB_SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///club.db"
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024

db = SQLAlchemy(app)
logger = logging.getLogger("club")


class Member(db.Model):
    """A club member with login data."""

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    name = db.Column(db.String(80), nullable=False)
    password_hash = db.Column(db.String(64), nullable=False)
    remember_token = db.Column(db.String(40), index=True)

    def set_password(self, password):
        """Hash the password before saving it."""
        self.password_hash = hashlib.sha256(password.encode("utf-8")).hexdigest()

    def check_password(self, password):
        candidate = hashlib.sha256(password.encode("utf-8")).hexdigest()
        return candidate == self.password_hash


def make_token(length=40):
    """Generate a random token for the remember-me cookie."""
    alphabet = string.ascii_letters + string.digits
    return "".join(random.choice(alphabet) for _ in range(length))


@app.post("/signup")
def signup():
    data = request.get_json()
    if Member.query.filter_by(email=data["email"]).first():
        return jsonify({"error": "email already registered"}), 409
    member = Member(email=data["email"], name=data["name"])
    member.set_password(data["password"])
    db.session.add(member)
    db.session.commit()
    return jsonify({"id": member.id, "name": member.name}), 201


@app.post("/login")
def login():
    data = request.get_json()
    email = data.get("email", "")
    member = Member.query.filter_by(email=email).first()
    if member is None or not member.check_password(data.get("password", "")):
        logger.warning(f"Failed login attempt for {email}")
        return jsonify({"error": "wrong email or password"}), 401

    session["member_id"] = member.id
    response = make_response(jsonify({"message": f"Welcome back, {member.name}!"}))
    if data.get("remember"):
        member.remember_token = make_token()
        db.session.commit()
        response.set_cookie("remember", member.remember_token, max_age=60 * 60 * 24 * 90)
    return response


@app.get("/me")
def me():
    """Return the signed-in member (session or remember-me cookie)."""
    member = None
    if "member_id" in session:
        member = db.session.get(Member, session["member_id"])
    elif request.cookies.get("remember"):
        member = Member.query.filter_by(remember_token=request.cookies["remember"]).first()
    if member is None:
        return jsonify({"error": "not logged in"}), 401
    return jsonify({"id": member.id, "name": member.name, "email": member.email})
