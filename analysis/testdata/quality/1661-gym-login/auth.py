from flask import Blueprint, jsonify, request

from db import classes, members

auth = Blueprint("auth", __name__)


def find_member(email, password):
    # look the member up by both fields so we need only one query
    return members.find_one({"email": email, "password": password, "active": True})


def member_to_dict(member):
    member["_id"] = str(member["_id"])
    return member


@auth.route("/login", methods=["POST"])
def login():
    data = request.get_json()
    if not data or "email" not in data or "password" not in data:
        return jsonify({"message": "Email and password are required"}), 400

    member = find_member(data["email"], data["password"])
    if member is None:
        return jsonify({"message": "Invalid credentials"}), 401

    # Login successful
    return jsonify({"message": "Welcome back!", "member": member_to_dict(member)})


@auth.route("/timetable")
def timetable():
    day = request.args.get("day", "mon")
    found = classes.find({"day": str(day)}, {"_id": 0, "name": 1, "start": 1, "room": 1}).limit(40)
    return jsonify(list(found))
