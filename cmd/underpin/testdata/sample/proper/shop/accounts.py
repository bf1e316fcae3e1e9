import datetime
import os

import bcrypt
import jwt
from flask import Blueprint, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from . import audit
from .db import connect

accounts = Blueprint("accounts", __name__)
limiter = Limiter(key_func=get_remote_address)


@accounts.route("/login", methods=["POST"])
@limiter.limit("5 per minute")
def login():
    data = request.get_json()
    username = data.get("username")
    password = data.get("password", "")

    audit.record("login", username=username)

    cursor = connect().cursor()
    cursor.execute("SELECT id, password_hash FROM users WHERE username = ?", (username,))
    user = cursor.fetchone()
    if user is None or not bcrypt.checkpw(password.encode(), user["password_hash"]):
        return jsonify({"error": "Invalid credentials"}), 401

    expires = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    token = jwt.encode({"sub": str(user["id"]), "exp": expires}, os.environ["SHOP_TOKEN_KEY"], algorithm="HS256")
    return jsonify({"token": token})
