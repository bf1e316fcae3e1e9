"""Club membership site: registration and login."""
import os

from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///club.db")
db = SQLAlchemy(app)


class Member(db.Model):
    """A club member."""

    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(80), unique=True, nullable=False)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password = db.Column(db.String(120), nullable=False)


@app.route("/register", methods=["POST"])
def register():
    """Register a new member."""
    data = request.get_json()
    required = ("username", "email", "password")
    if not data or any(not data.get(field) for field in required):
        return jsonify({"error": "Missing fields"}), 400

    if Member.query.filter_by(username=data["username"]).first():
        return jsonify({"error": "Username already taken"}), 409

    member = Member(
        username=data["username"],
        email=data["email"],
        password=data["password"],
    )
    db.session.add(member)
    db.session.commit()
    return jsonify({"id": member.id, "username": member.username}), 201


@app.route("/login", methods=["POST"])
def login():
    """Log a member in."""
    data = request.get_json()
    username = data.get("username")
    password = data.get("password")

    member = Member.query.filter_by(username=username).first()
    if member and member.password == password:
        return jsonify({"message": "Login successful", "username": member.username})

    return jsonify({"error": "Invalid username or password"}), 401


@app.route("/members")
def members():
    """List usernames."""
    names = [m.username for m in Member.query.order_by(Member.username)]
    return jsonify(names)


with app.app_context():
    db.create_all()
