import os

from flask import Blueprint, abort, jsonify, request
from psycopg_pool import ConnectionPool

from repository import BottleRepository

bp = Blueprint("bottles", __name__)
bottles = BottleRepository(ConnectionPool(os.environ["CELLAR_DSN"], open=False))


@bp.patch("/bottles/<int:bottle_id>")
def patch_bottle(bottle_id):
    changes = request.get_json()
    if not isinstance(changes, dict) or not changes:
        abort(400)
    if bottles.update(bottle_id, changes) == 0:
        abort(404)
    return "", 204


@bp.get("/bottles")
def search():
    low = request.args.get("from", 1900, type=int)
    high = request.args.get("to", 2100, type=int)
    found = bottles.by_vintage(low, high, request.args.getlist("colour"))
    return jsonify([{"id": i, "label": label} for i, label in found])
