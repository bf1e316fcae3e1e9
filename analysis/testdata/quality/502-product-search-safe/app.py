"""Small catalogue API with a search endpoint."""
import sqlite3

from flask import Flask, g, jsonify, request

app = Flask(__name__)
DATABASE = "catalogue.db"

# Columns a client may sort by -> SQL fragment
SORT_COLUMNS = {
    "name": "name ASC",
    "price": "price ASC",
    "-price": "price DESC",
    "newest": "created_at DESC",
}


def get_db():
    """Open one connection per request."""
    if "db" not in g:
        g.db = sqlite3.connect(DATABASE, timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(exc):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def build_filters(args):
    """Translate the query string into a WHERE clause with placeholders."""
    clauses = ["active = 1"]
    params = []

    term = args.get("q", "").strip()
    if term:
        clauses.append("(name LIKE ? OR description LIKE ?)")
        like = f"%{term}%"
        params.extend([like, like])

    category = args.get("category", type=int)
    if category is not None:
        clauses.append("category_id = ?")
        params.append(category)

    return " AND ".join(clauses), params


@app.route("/api/products/search")
def search_products():
    page = max(request.args.get("page", 1, type=int), 1)
    per_page = min(request.args.get("per_page", 20, type=int), 100)
    order_by = SORT_COLUMNS.get(request.args.get("sort"), SORT_COLUMNS["name"])

    where, params = build_filters(request.args)
    db = get_db()

    total = db.execute("SELECT COUNT(*) FROM products WHERE " + where, params).fetchone()[0]

    query = (
        "SELECT id, name, price, category_id FROM products "
        f"WHERE {where} ORDER BY {order_by} LIMIT ? OFFSET ?"
    )
    rows = db.execute(query, [*params, per_page, (page - 1) * per_page]).fetchall()

    return jsonify({
        "items": [dict(row) for row in rows],
        "page": page,
        "total": total,
    })


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
