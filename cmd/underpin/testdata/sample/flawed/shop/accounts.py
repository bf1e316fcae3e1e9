from flask import Blueprint, jsonify, request

from . import audit
from .db import connect

accounts = Blueprint("accounts", __name__)


@accounts.route("/login", methods=["POST"])
def login():
    data = request.get_json()
    username = data.get("username")
    password = data.get("password")

    audit.record("login", username=username, password=password)

    cursor = connect().cursor()
    cursor.execute(f"SELECT * FROM users WHERE username = '{username}' AND password = '{password}'")
    user = cursor.fetchone()
    if user is None:
        return jsonify({"error": "Invalid credentials"}), 401
    return jsonify(dict(user))
