"""Endpoints of the mobile client."""
from flask import Blueprint, jsonify, request
from werkzeug.security import check_password_hash

from accounts import find_account
from extensions import limiter

mobile = Blueprint("mobile", __name__, url_prefix="/mobile")


def respond(account):
    return {"authenticated": True, "username": account.username, "avatar": account.avatar}


@mobile.post("/login")
@limiter.limit("5 per minute")
def mobile_login():
    payload = request.get_json(silent=True) or {}
    account = find_account(payload.get("username", ""))
    if account and check_password_hash(account.password_hash, payload.get("password", "")):
        return jsonify(respond(account))
    return jsonify({"authenticated": False}), 401


@mobile.get("/version")
def version():
    return jsonify({"minimum": "2.4.0"})
