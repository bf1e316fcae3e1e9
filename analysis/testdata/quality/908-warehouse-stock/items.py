from flask import Blueprint, jsonify, request

import repo
from auth import require_api_key

bp = Blueprint("items", __name__)


def clean_filter(raw):
    """Only exact matches on known fields; every value is forced to a plain type."""
    filters = {}
    if "name" in raw:
        filters["name"] = str(raw["name"])
    if "bin" in raw:
        filters["bin"] = str(raw["bin"])
    if "min_qty" in raw:
        filters["qty"] = {"$gte": int(raw["min_qty"])}
    return filters


@bp.post("/search")
@require_api_key
def search():
    payload = request.get_json()
    try:
        criteria = clean_filter(payload.get("filter", {}))
    except (TypeError, ValueError):
        return jsonify(error="invalid filter"), 400
    return jsonify(repo.search_items(criteria))


@bp.patch("/<string:sku>")
@require_api_key
def update(sku):
    data = request.get_json()
    try:
        changes = {"qty": int(data["qty"]), "bin": str(data["bin"])}
    except (KeyError, TypeError, ValueError):
        return jsonify(error="qty and bin are required"), 400
    if not repo.update_item(sku, changes):
        return jsonify(error="unknown sku"), 404
    return "", 204
