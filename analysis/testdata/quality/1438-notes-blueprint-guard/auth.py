from flask import Blueprint, abort, jsonify, request, session
from flask_wtf.csrf import generate_csrf

from extensions import limiter
from models import User

auth_bp = Blueprint("auth", __name__)


@auth_bp.get("/csrf")
def csrf_token():
    return jsonify(token=generate_csrf())


@auth_bp.post("/login")
@limiter.limit("5 per minute; 40 per day")
def login():
    payload = request.get_json()
    username, password = payload.get("username"), payload.get("password")
    if not isinstance(username, str) or not isinstance(password, str):
        abort(400)
    user = User.query.filter_by(username=username).first()
    if user is None or not user.check_password(password):
        abort(401)
    session.clear()
    session["user_id"] = user.id
    return jsonify(id=user.id)


@auth_bp.post("/logout")
def logout():
    session.clear()
    return "", 204
