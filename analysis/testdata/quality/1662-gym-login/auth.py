from flask import Blueprint, jsonify, request, session
from werkzeug.security import check_password_hash

from db import classes, members
from limits import limiter

auth = Blueprint("auth", __name__)


def find_member(email, password):
    member = members.find_one(
        {"email": {"$eq": email}, "active": True}, {"name": 1, "plan": 1, "password_hash": 1}
    )
    if member and check_password_hash(member["password_hash"], password):
        return member
    return None


@auth.route("/login", methods=["POST"])
@limiter.limit("5 per minute")
def login():
    data = request.get_json(silent=True) or {}
    email, password = data.get("email"), data.get("password")
    if not isinstance(email, str) or not isinstance(password, str):
        return jsonify({"message": "Email and password are required"}), 400

    member = find_member(email, password)
    if member is None:
        return jsonify({"message": "Invalid credentials"}), 401

    session.clear()
    session["member_id"] = str(member["_id"])
    return jsonify({"message": "Welcome back!", "name": member["name"], "plan": member["plan"]})


@auth.route("/timetable")
def timetable():
    day = request.args.get("day", "mon")
    found = classes.find({"day": str(day)}, {"_id": 0, "name": 1, "start": 1, "room": 1}).limit(40)
    return jsonify(list(found))
