from flask import Blueprint, jsonify, request

import repo
from auth import require_api_key

bp = Blueprint("items", __name__)


@bp.post("/search")
@require_api_key
def search():
    payload = request.get_json()
    criteria = payload.get("filter", {})
    return jsonify(repo.search_items(criteria))


@bp.patch("/<string:sku>")
@require_api_key
def update(sku):
    data = request.get_json()
    if not repo.update_item(sku, data):
        return jsonify(error="unknown sku"), 404
    return "", 204
