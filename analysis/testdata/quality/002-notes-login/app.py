"""Notes API with JWT authentication and rate limited login."""
import os
from datetime import datetime, timedelta, timezone

import bcrypt
import jwt
from flask import Flask, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from repository import NoteRepository, UserRepository

app = Flask(__name__)
app.config["JWT_SECRET"] = os.environ["JWT_SECRET"]

limiter = Limiter(get_remote_address, app=app)
users = UserRepository("notes.db")
notes = NoteRepository("notes.db")


def create_access_token(user_id: int) -> str:
    """Create a signed JWT for the given user."""
    payload = {
        "sub": str(user_id),
        "exp": datetime.now(timezone.utc) + timedelta(hours=1),
    }
    return jwt.encode(payload, app.config["JWT_SECRET"], algorithm="HS256")


@app.route("/api/login", methods=["POST"])
@limiter.limit("5 per minute")
def login():
    """Authenticate a user and return an access token."""
    data = request.get_json(silent=True) or {}
    email = data.get("email", "").strip().lower()
    password = data.get("password", "")

    if not email or not password:
        return jsonify({"error": "Email and password are required"}), 400

    user = users.find_by_email(email)
    if user is None or not bcrypt.checkpw(password.encode(), user["password_hash"]):
        app.logger.warning("Failed login: invalid password for account id %s", user["id"] if user else None)
        return jsonify({"error": "Invalid credentials"}), 401

    return jsonify({"access_token": create_access_token(user["id"]), "token_type": "bearer"})


@app.route("/api/notes", methods=["GET"])
def list_notes():
    """List notes, newest first unless asked otherwise."""
    order = "ASC" if request.args.get("order") == "asc" else "DESC"
    limit = min(int(request.args.get("limit", 50)), 200)
    return jsonify(notes.latest(order, limit))


if __name__ == "__main__":
    app.run()
