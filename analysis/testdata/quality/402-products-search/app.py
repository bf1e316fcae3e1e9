"""Product catalogue search with filtering, sorting and bulk lookup."""
import logging
import os
from dataclasses import dataclass
from typing import Optional

import psycopg2
import psycopg2.extras
from flask import Blueprint, Flask, current_app, jsonify, request

logger = logging.getLogger(__name__)
products_bp = Blueprint("products", __name__)

SORTABLE = {
    "name": "p.name",
    "price": "p.price",
    "stock": "p.stock_level",
    "newest": "p.created_at",
}


@dataclass
class ProductQuery:
    text: Optional[str]
    category: Optional[str]
    max_price: Optional[float]
    sort: str
    descending: bool
    page: int

    @classmethod
    def from_request(cls) -> "ProductQuery":
        args = request.args
        return cls(
            text=args.get("q"),
            category=args.get("category"),
            max_price=args.get("max_price", type=float),
            sort=args.get("sort", "name"),
            descending=args.get("order") == "desc",
            page=max(args.get("page", default=1, type=int), 1),
        )


class ProductRepository:
    PER_PAGE = 40

    def __init__(self, dsn):
        self._dsn = dsn

    def _fetch(self, sql: str, params: list) -> list[dict]:
        with psycopg2.connect(self._dsn) as conn:
            with conn.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cur:
                cur.execute(sql, params)
                return [dict(r) for r in cur.fetchall()]

    def search(self, query: ProductQuery) -> list[dict]:
        clauses = ["p.deleted_at IS NULL"]
        params: list = []
        if query.text:
            clauses.append("(p.name ILIKE %s OR p.description ILIKE %s)")
            like = f"%{query.text}%"
            params += [like, like]
        if query.category:
            clauses.append("p.category = %s")
            params.append(query.category)
        if query.max_price is not None:
            clauses.append("p.price <= %s")
            params.append(query.max_price)

        column = SORTABLE.get(query.sort, "p.name")
        direction = "DESC" if query.descending else "ASC"
        sql = (
            "SELECT p.id, p.name, p.price, p.stock_level FROM products p WHERE "
            + " AND ".join(clauses)
            + f" ORDER BY {column} {direction} LIMIT {self.PER_PAGE} OFFSET {(query.page - 1) * self.PER_PAGE}"
        )
        return self._fetch(sql, params)

    def by_skus(self, skus: list[str]) -> list[dict]:
        if not skus:
            return []
        placeholders = ", ".join(["%s"] * len(skus))
        return self._fetch(
            f"SELECT id, sku, name, price FROM products WHERE sku IN ({placeholders})", list(skus)
        )


def repo() -> ProductRepository:
    return ProductRepository(current_app.config["DATABASE_URL"])


@products_bp.get("/")
def search_products():
    query = ProductQuery.from_request()
    try:
        items = repo().search(query)
    except psycopg2.Error:
        logger.exception("product search failed (sort=%s, page=%s)", query.sort, query.page)
        return jsonify(error="search failed"), 500
    return jsonify(items=items, page=query.page)


@products_bp.get("/bulk")
def bulk_lookup():
    skus = [s.strip() for s in request.args.get("skus", "").split(",") if s.strip()][:100]
    return jsonify(items=repo().by_skus(skus))


def create_app():
    app = Flask(__name__)
    app.config["DATABASE_URL"] = os.environ["DATABASE_URL"]
    app.register_blueprint(products_bp, url_prefix="/products")
    return app
