import logging
import os
import sqlite3

from flask import Blueprint, Flask, jsonify, request

from guard import require_terminal_key
from stock_repository import StockQuery, StockRepository

logger = logging.getLogger(__name__)
bp = Blueprint("stock", __name__, url_prefix="/stock")
bp.before_request(require_terminal_key)
repository = StockRepository()


def _query(warehouse: str) -> StockQuery:
    return StockQuery(
        warehouse=warehouse,
        term=request.args.get("q", ""),
        sort=request.args.get("sort", "sku"),
        direction=request.args.get("dir", "asc"),
        page=max(request.args.get("page", 1, type=int), 1),
        tags=request.args.getlist("tag"),
    )


@bp.get("/<warehouse>")
def list_stock(warehouse: str):
    query = _query(warehouse)
    try:
        items = repository.tagged(query) if query.tags else repository.search(query)
    except sqlite3.Error:
        logger.exception("stock query failed")
        return jsonify(error="Stock is unavailable right now"), 503
    return jsonify(items=items, page=query.page)


@bp.post("/<warehouse>/adjust")
def adjust_stock(warehouse: str):
    payload = request.get_json()
    try:
        delta = int(payload["delta"])
        sku = str(payload["sku"])
    except (KeyError, TypeError, ValueError):
        return jsonify(error="sku and delta are required"), 400
    if not repository.adjust(warehouse, sku, delta):
        return jsonify(error="Not enough stock"), 409
    return jsonify(sku=sku, delta=delta)


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.update(STOCK_DB=os.environ["STOCK_DB"], MAX_CONTENT_LENGTH=64 * 1024)
    app.register_blueprint(bp)
    return app
