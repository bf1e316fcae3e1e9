"""Administration of the staff accounts."""
import re

from argon2 import PasswordHasher
from flask import Blueprint, abort, g, jsonify, request

from access import requires_role
from db import connection

bp = Blueprint("admin", __name__, url_prefix="/admin/users")
hasher = PasswordHasher()
ROLES = {"clerk", "manager", "admin"}
EMAIL = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9.-]{3,190}")

CHECKS = {
    "name": lambda v: isinstance(v, str) and 0 < len(v.strip()) <= 100,
    "email": lambda v: isinstance(v, str) and EMAIL.fullmatch(v) is not None,
    "role": lambda v: isinstance(v, str) and v in ROLES,
    "active": lambda v: isinstance(v, bool),
}


def picked_changes():
    data = request.get_json()
    if not isinstance(data, dict) or not data:
        abort(400)
    changes = {}
    for column, check in CHECKS.items():
        if column in data:
            if not check(data[column]):
                abort(422)
            changes[column] = data[column]
    return changes


def public(row):
    return {key: row[key] for key in ("id", "name", "email", "role", "active")}


@bp.get("")
@requires_role("admin", "manager")
def list_users():
    after = request.args.get("after", 0, type=int)
    with connection() as conn:
        rows = conn.execute(
            "SELECT id, name, email, role, active FROM users WHERE id > %s ORDER BY id LIMIT 100", (after,)
        ).fetchall()
    return jsonify([public(r) for r in rows])


@bp.post("")
@requires_role("admin")
def create_user():
    changes = picked_changes()
    password = request.get_json().get("password")
    if not {"name", "email", "role"} <= changes.keys() or not isinstance(password, str):
        abort(422)
    if not 12 <= len(password) <= 128:
        abort(422)
    with connection() as conn:
        row = conn.execute(
            "INSERT INTO users (name, email, role, active, password_hash) VALUES (%s, %s, %s, true, %s) "
            "ON CONFLICT (email) DO NOTHING RETURNING id, name, email, role, active",
            (changes["name"], changes["email"], changes["role"], hasher.hash(password)),
        ).fetchone()
    if row is None:
        abort(409)
    return jsonify(public(row)), 201


@bp.patch("/<int:user_id>")
@requires_role("admin")
def update_user(user_id):
    changes = picked_changes()
    if not changes or (user_id == g.user["id"] and {"role", "active"} & changes.keys()):
        abort(409)
    # The column names are the keys of CHECKS, the values are bound.
    assignments = ", ".join(f"{column} = %({column})s" for column in changes)
    with connection() as conn:
        row = conn.execute(
            f"UPDATE users SET {assignments} WHERE id = %(id)s RETURNING id, name, email, role, active",
            {**changes, "id": user_id},
        ).fetchone()
    if row is None:
        abort(404)
    return jsonify(public(row))


@bp.delete("/<int:user_id>")
@requires_role("admin")
def delete_user(user_id):
    if user_id == g.user["id"]:
        abort(409)
    with connection() as conn:
        gone = conn.execute("DELETE FROM users WHERE id = %s", (user_id,)).rowcount
    return ("", 204) if gone else abort(404)
