"""Forum endpoints."""
from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required
from werkzeug.security import check_password_hash, generate_password_hash

from models import Topic, User, db

forum_bp = Blueprint("forum", __name__, url_prefix="/api")


@forum_bp.get("/members")
@login_required
def list_members():
    """List members with paging."""
    page = request.args.get("page", 1, type=int)
    pagination = User.query.order_by(User.username).paginate(page=page, per_page=25)
    return jsonify(
        {
            "members": [member.to_dict() for member in pagination.items],
            "total": pagination.total,
        }
    )


@forum_bp.post("/members")
def create_member():
    """Register a member."""
    data = request.get_json()
    member = User(
        username=data["username"],
        email=data["email"],
        password_hash=generate_password_hash(data["password"]),
    )
    db.session.add(member)
    db.session.commit()
    created = member.to_dict()
    return jsonify(created), 201


@forum_bp.post("/login")
def login():
    """Log a member in."""
    data = request.get_json()
    member = User.query.filter_by(username=data.get("username")).first()
    if not member or not check_password_hash(member.password_hash, data.get("password", "")):
        return jsonify({"status": "error", "message": "Invalid credentials"}), 401
    return jsonify({"status": "success", "user": member.to_dict()})


@forum_bp.get("/topics")
def list_topics():
    """List topics."""
    return jsonify([topic.to_dict() for topic in Topic.query.order_by(Topic.id.desc()).limit(50)])


@forum_bp.get("/me")
@login_required
def me():
    return jsonify({"id": current_user.id, "username": current_user.username})
