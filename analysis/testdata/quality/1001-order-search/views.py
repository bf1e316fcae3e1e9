import logging

from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from db import run_query
from order_query import OrderQuery

bp = Blueprint("orders", __name__, url_prefix="/api/orders")
log = logging.getLogger(__name__)


@bp.get("/search")
@login_required
def search_orders():
    args = request.args
    query = (
        OrderQuery(current_user.warehouse_id)
        .text(args.get("q", "").strip())
        .status(args.get("status"))
        .order_by(args.get("sort"), args.get("dir", "asc"))
        .page(args.get("page", 1, type=int), args.get("size", 50, type=int))
    )
    sql, params = query.build()
    try:
        rows = run_query(sql, params)
    except Exception as exc:
        log.exception("order search failed")
        return jsonify({"error": "search failed", "detail": str(exc)}), 500
    return jsonify({"items": rows, "count": len(rows)})
