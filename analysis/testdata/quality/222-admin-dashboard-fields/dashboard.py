"""Internal admin dashboard."""
import os
from functools import wraps

from flask import Blueprint, Flask, abort, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.security import check_password_hash

import db

limiter = Limiter(get_remote_address, storage_uri="memory://")
admin = Blueprint("admin", __name__, url_prefix="/admin")


def staff_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if not session.get("is_staff"):
            abort(403)
        return view(*args, **kwargs)

    return wrapper


@admin.post("/login")
@limiter.limit("10 per hour")
def login():
    account = db.account(request.form["email"])
    if account is None or not check_password_hash(account["password_hash"], request.form["password"]):
        return jsonify(error="wrong credentials"), 401
    session["user_id"] = account["id"]
    session["is_staff"] = bool(account["is_staff"])
    return jsonify(ok=True)


@admin.get("/stats")
@staff_only
def stats():
    return jsonify(users=db.count("users"), orders=db.count("orders"))


@admin.get("/users")
@staff_only
def users():
    rows = db.paginate(
        "users",
        sort=request.args.get("sort", "id"),
        direction=request.args.get("dir", "ASC"),
        page=request.args.get("page", 1, type=int),
    )
    return jsonify(users=rows)


@admin.get("/users/<int:user_id>")
@staff_only
def user_detail(user_id):
    row = db.user(user_id)
    if row is None:
        abort(404)
    return jsonify(id=row["id"], email=row["email"], active=row["is_active"], has_password=bool(row["password_hash"]))


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["FLASK_SECRET_KEY"]
    limiter.init_app(app)
    app.register_blueprint(admin)
    return app
