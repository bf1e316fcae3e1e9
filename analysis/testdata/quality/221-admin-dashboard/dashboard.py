"""Internal admin dashboard."""
import os
from functools import wraps

from flask import Blueprint, Flask, abort, jsonify, request, session

import db

admin = Blueprint("admin", __name__, url_prefix="/admin")


def staff_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if not session.get("is_staff"):
            abort(403)
        return view(*args, **kwargs)

    return wrapper


def listing_args():
    return {
        "sort": request.args.get("sort", "id"),
        "direction": request.args.get("dir", "ASC"),
        "page": request.args.get("page", 1, type=int),
    }


@admin.post("/login")
def login():
    form = request.form
    account = db.staff_account(form["email"], form["password"])
    if account is None or not account["is_staff"]:
        return jsonify(error="wrong credentials"), 401
    session["user_id"] = account["id"]
    session["is_staff"] = True
    return jsonify(ok=True)


@admin.get("/stats")
@staff_only
def stats():
    return jsonify(users=db.count("users"), orders=db.count("orders"))


@admin.get("/users")
@staff_only
def users():
    rows = db.paginate("users", **listing_args())
    return jsonify(users=rows, total=db.count("users"))


@admin.get("/users/<int:user_id>")
@staff_only
def user_detail(user_id):
    user = db.one("users", user_id)
    if user is None:
        abort(404)
    return jsonify(user)


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["FLASK_SECRET_KEY"]
    app.register_blueprint(admin)
    return app
