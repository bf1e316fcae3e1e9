from functools import lru_cache

from flask import Blueprint, current_app, jsonify, request
from sqlalchemy import Column, Date, Integer, MetaData, Numeric, String, Table, create_engine, func, literal_column, select, text

stats_bp = Blueprint("stats", __name__)
metadata = MetaData()

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("status", String),
    Column("country", String),
    Column("total", Numeric),
    Column("created_at", Date),
)

GROUPS = {"status": orders.c.status, "country": orders.c.country}


@lru_cache(maxsize=1)
def get_engine(dsn):
    return create_engine(dsn, pool_pre_ping=True)


def run(stmt):
    with get_engine(current_app.config["DATABASE_URL"]).connect() as conn:
        return [dict(row) for row in conn.execute(stmt).mappings()]


def group_column(name):
    """Known columns are taken from the table, everything else is an expression."""
    if name in GROUPS:
        return GROUPS[name]
    return literal_column(name)


@stats_bp.get("/")
def stats():
    column = group_column(request.args.get("group", "status"))
    stmt = select(column.label("key"), func.sum(orders.c.total).label("total")).group_by(column)
    if since := request.args.get("since"):
        stmt = stmt.where(orders.c.created_at >= since)
    return jsonify(run(stmt))


@stats_bp.get("/top")
def top():
    limit = request.args.get("limit", 10, type=int)
    stmt = (
        select(orders.c.country, func.count().label("n"))
        .group_by(orders.c.country)
        .order_by(text("n DESC"))
        .limit(limit)
    )
    return jsonify(run(stmt))
