import os

from flask import Blueprint, abort, jsonify, request
from psycopg_pool import ConnectionPool

from repository import EntryRepository

bp = Blueprint("entries", __name__)
entries = EntryRepository(ConnectionPool(os.environ["CELLAR_DSN"], open=False))


@bp.patch("/entries/<int:entry_id>")
def patch_entry(entry_id):
    changes = request.get_json()
    if not isinstance(changes, dict):
        abort(400)
    if entries.update(entry_id, changes) == 0:
        abort(404)
    return "", 204


@bp.get("/entries")
def search():
    suppliers = request.args.getlist("supplier")
    if suppliers:
        found = entries.of_suppliers(suppliers)
    else:
        found = entries.sorted_by(request.args.get("sort", "label"))
    return jsonify([{"id": i, "label": label} for i, label in found])
