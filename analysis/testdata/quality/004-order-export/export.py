"""CSV export of orders."""
from __future__ import annotations

import csv
import io
import sqlite3
from datetime import date

from flask import Blueprint, Response, abort, current_app, g, request

export_bp = Blueprint("export", __name__, url_prefix="/export")

# Public sort keys -> real column expressions
SORT_COLUMNS = {
    "date": "created_at",
    "total": "total_cents",
    "customer": "customer_name COLLATE NOCASE",
}
ALLOWED_STATUSES = {"new", "paid", "shipped", "cancelled"}
COLUMNS = ("id", "customer_name", "total_cents", "status", "created_at")


def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
    return g.db


def build_query(args) -> tuple[str, list]:
    """Translate query string arguments into SQL plus bound parameters."""
    clauses, params = [], []
    status = args.get("status")
    if status:
        if status not in ALLOWED_STATUSES:
            abort(400, "unknown status")
        clauses.append(f"status = '{status}'")
    if args.get("customer"):
        clauses.append("customer_name LIKE ?")
        params.append(f"%{args['customer']}%")
    if args.get("since"):
        try:
            since = date.fromisoformat(args["since"])
        except ValueError:
            abort(400, "since must be an ISO date")
        clauses.append("created_at >= ?")
        params.append(since.isoformat())

    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    order = SORT_COLUMNS.get(args.get("sort"), "created_at")
    sql = f"SELECT {', '.join(COLUMNS)} FROM orders {where} ORDER BY {order}"
    return sql, params


@export_bp.route("/orders.csv")
def export_orders():
    """Stream all matching orders as a CSV attachment."""
    sql, params = build_query(request.args)
    cursor = get_db().execute(sql, params)

    def generate():
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(COLUMNS)
        for row in cursor:
            writer.writerow(row)
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate(0)
        yield buffer.getvalue()

    filename = f"orders-{date.today():%Y%m%d}.csv"
    return Response(
        generate(),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={filename}"},
    )
