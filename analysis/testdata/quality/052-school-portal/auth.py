"""Authentication blueprint."""
from flask import Blueprint, jsonify, request
from flask_jwt_extended import create_access_token, create_refresh_token, get_jwt_identity, jwt_required
from werkzeug.security import check_password_hash, generate_password_hash

from models import Teacher, db

auth_bp = Blueprint("auth", __name__, url_prefix="/auth")


def tokens_for(teacher):
    """Issue the token pair of a teacher."""
    identity = str(teacher.id)
    return {
        "access_token": create_access_token(identity=identity, additional_claims={"role": teacher.role}),
        "refresh_token": create_refresh_token(identity=identity),
    }


@auth_bp.post("/login")
def login():
    """Log a teacher in; limited by the default limits of the application."""
    data = request.get_json(silent=True) or {}
    teacher = Teacher.query.filter_by(email=data.get("email")).first()
    if teacher is None or not check_password_hash(teacher.password_hash, data.get("password", "")):
        return jsonify({"error": "Invalid email or password"}), 401
    return jsonify({"message": "Login successful", "user": teacher.to_dict(), **tokens_for(teacher)})


@auth_bp.post("/refresh")
@jwt_required(refresh=True)
def refresh():
    """Exchange a refresh token for a new access token."""
    return jsonify({"access_token": create_access_token(identity=get_jwt_identity())})


@auth_bp.post("/password")
@jwt_required()
def change_password():
    """Change the own password."""
    data = request.get_json()
    teacher = db.session.get(Teacher, int(get_jwt_identity()))
    if not check_password_hash(teacher.password_hash, data["old_password"]):
        return jsonify({"error": "Wrong password"}), 403
    if data["new_password"] == data["old_password"]:
        return jsonify({"error": "The new password must differ"}), 422
    teacher.password_hash = generate_password_hash(data["new_password"])
    db.session.commit()
    return "", 204
