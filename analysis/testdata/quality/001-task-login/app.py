"""Task tracker API - authentication and task endpoints."""
import os
from datetime import datetime, timedelta, timezone

import bcrypt
import jwt
from flask import Flask, jsonify, request

from repository import TaskRepository, UserRepository

app = Flask(__name__)
app.config["JWT_SECRET"] = os.environ["JWT_SECRET"]

users = UserRepository("tasks.db")
tasks = TaskRepository("tasks.db")


def create_access_token(user_id: int) -> str:
    """Create a signed JWT for the given user."""
    payload = {
        "sub": str(user_id),
        "exp": datetime.now(timezone.utc) + timedelta(hours=1),
    }
    return jwt.encode(payload, app.config["JWT_SECRET"], algorithm="HS256")


@app.route("/api/login", methods=["POST"])
def login():
    """Authenticate a user and return an access token."""
    data = request.get_json(silent=True) or {}
    email = data.get("email", "").strip().lower()
    password = data.get("password", "")

    if not email or not password:
        return jsonify({"error": "Email and password are required"}), 400

    user = users.find_by_email(email)
    if user is None or not bcrypt.checkpw(password.encode(), user["password_hash"]):
        return jsonify({"error": "Invalid credentials"}), 401

    return jsonify({"access_token": create_access_token(user["id"]), "token_type": "bearer"})


@app.route("/api/tasks", methods=["GET"])
def list_tasks():
    """List tasks, optionally filtered by status."""
    status = request.args.get("status", "open")
    return jsonify(tasks.by_status(status))


if __name__ == "__main__":
    app.run()
