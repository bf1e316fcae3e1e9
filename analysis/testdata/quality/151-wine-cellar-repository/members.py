import os

import psycopg
from flask import Blueprint, jsonify, session
from psycopg.rows import dict_row

bp = Blueprint("members", __name__, url_prefix="/members")


def load_member(member_id):
    with psycopg.connect(os.environ["CELLAR_DSN"], row_factory=dict_row) as conn:
        return conn.execute("SELECT * FROM members WHERE id = %s", (member_id,)).fetchone()


@bp.get("/me")
def me():
    if "member_id" not in session:
        return jsonify(error="not signed in"), 401
    member = load_member(session["member_id"])
    return jsonify(member)


@bp.get("/me/taste")
def taste():
    member = load_member(session["member_id"])
    return jsonify(colour=member["favourite_colour"], region=member["favourite_region"])
