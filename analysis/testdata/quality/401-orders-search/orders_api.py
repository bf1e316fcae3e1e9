import logging

import psycopg2
import psycopg2.extras
from flask import Blueprint, current_app, jsonify, request

from filters import OrderFilter

orders_bp = Blueprint("orders", __name__)
logger = logging.getLogger(__name__)


class OrderRepository:
    def __init__(self, dsn: str):
        self.dsn = dsn

    def _connect(self):
        return psycopg2.connect(self.dsn, cursor_factory=psycopg2.extras.RealDictCursor)

    def search(self, flt: OrderFilter) -> list[dict]:
        conditions, params = [], []
        if flt.status:
            conditions.append("o.status = %s")
            params.append(flt.status)
        if flt.customer:
            conditions.append("c.name ILIKE %s")
            params.append(f"%{flt.customer}%")
        if flt.min_total is not None:
            conditions.append("o.total >= %s")
            params.append(flt.min_total)

        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        query = (
            "SELECT o.id, o.status, o.total, o.created_at, c.name AS customer "
            "FROM orders o JOIN customers c ON c.id = o.customer_id "
            f"{where} ORDER BY o.{flt.sort} {flt.direction} LIMIT %s OFFSET %s"
        )
        params.extend([flt.per_page, flt.offset])
        with self._connect() as conn, conn.cursor() as cur:
            cur.execute(query, params)
            return [dict(row) for row in cur.fetchall()]

    def get(self, order_id: int) -> dict | None:
        with self._connect() as conn, conn.cursor() as cur:
            cur.execute("SELECT id, status, total, created_at FROM orders WHERE id = %s", (order_id,))
            row = cur.fetchone()
        return dict(row) if row else None


def get_repo() -> OrderRepository:
    return OrderRepository(current_app.config["DATABASE_URL"])


@orders_bp.get("/")
def list_orders():
    """List orders with optional filtering, sorting and pagination."""
    flt = OrderFilter.from_args(request.args)
    try:
        orders = get_repo().search(flt)
    except psycopg2.Error:
        logger.exception("Order search failed")
        return jsonify({"error": "Could not load orders"}), 500
    return jsonify({"page": flt.page, "per_page": flt.per_page, "orders": orders})


@orders_bp.get("/<int:order_id>")
def get_order(order_id: int):
    order = get_repo().get(order_id)
    if order is None:
        return jsonify({"error": "Order not found"}), 404
    return jsonify(order)
