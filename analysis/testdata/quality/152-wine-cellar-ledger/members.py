import os

import psycopg
from flask import Blueprint, jsonify, session
from psycopg.rows import dict_row

bp = Blueprint("members", __name__, url_prefix="/members")
PRIVATE = {"password_hash", "iban", "totp_secret"}


def load_member(member_id):
    with psycopg.connect(os.environ["CELLAR_DSN"], row_factory=dict_row) as conn:
        return conn.execute("SELECT id, name, favourite_colour FROM members WHERE id = %s", (member_id,)).fetchone()


@bp.get("/me")
def me():
    if "member_id" not in session:
        return jsonify(error="not signed in"), 401
    return jsonify(load_member(session["member_id"]))


@bp.get("/me/settings")
def settings():
    with psycopg.connect(os.environ["CELLAR_DSN"], row_factory=dict_row) as conn:
        row = conn.execute("SELECT * FROM members WHERE id = %s", (session["member_id"],)).fetchone()
    return jsonify({k: v for k, v in row.items() if k not in PRIVATE})
