"""Rowing club members' area: sign-up, login and a 'remember me' cookie."""
import hashlib
import os
import secrets

from flask import Flask, jsonify, make_response, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["CLUB_SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///club.db"
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_HTTPONLY"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024

db = SQLAlchemy(app)
limiter = Limiter(get_remote_address, app=app, default_limits=["120 per minute"])


class Member(db.Model):
    """A club member with login data."""

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    name = db.Column(db.String(80), nullable=False)
    password_hash = db.Column(db.String(255), nullable=False)
    remember_digest = db.Column(db.String(64), index=True)

    def set_password(self, password):
        """Hash the password (scrypt, salted) before saving it."""
        self.password_hash = generate_password_hash(password)

    def check_password(self, password):
        return check_password_hash(self.password_hash, password)


def digest(token):
    """Only the digest of the 256-bit random token is stored."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


@app.post("/signup")
@limiter.limit("10 per hour")
def signup():
    data = request.get_json()
    if Member.query.filter_by(email=str(data["email"])).first():
        return jsonify({"error": "email already registered"}), 409
    member = Member(email=str(data["email"]), name=str(data["name"]))
    member.set_password(str(data["password"]))
    db.session.add(member)
    db.session.commit()
    return jsonify({"id": member.id, "name": member.name}), 201


@app.post("/login")
@limiter.limit("5 per minute")
def login():
    data = request.get_json()
    member = Member.query.filter_by(email=str(data.get("email", ""))).first()
    if member is None or not member.check_password(str(data.get("password", ""))):
        return jsonify({"error": "wrong email or password"}), 401

    session.clear()
    session["member_id"] = member.id
    response = make_response(jsonify({"message": f"Welcome back, {member.name}!"}))
    if data.get("remember"):
        token = secrets.token_urlsafe(32)
        member.remember_digest = digest(token)
        db.session.commit()
        response.set_cookie(
            "remember",
            token,
            max_age=60 * 60 * 24 * 30,
            secure=True,
            httponly=True,
            samesite="Lax",
        )
    return response


@app.get("/me")
def me():
    """Return the signed-in member (session or remember-me cookie)."""
    member = None
    if "member_id" in session:
        member = db.session.get(Member, session["member_id"])
    elif request.cookies.get("remember"):
        member = Member.query.filter_by(remember_digest=digest(request.cookies["remember"])).first()
    if member is None:
        return jsonify({"error": "not logged in"}), 401
    return jsonify({"id": member.id, "name": member.name, "email": member.email})
