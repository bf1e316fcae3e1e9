"""
Inventory manager - a small Flask application.

* products and stock movements in SQLite
* printable HTML labels
* admin area
* supplier look-up
"""
import hmac
import logging
import os
import sqlite3
import time
from collections import defaultdict, deque
from datetime import date
from functools import wraps

import requests
from flask import Flask, Response, g, jsonify, redirect, render_template, request, session, url_for
from markupsafe import escape
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]

DATABASE = os.environ.get("INVENTORY_DB", "inventory.db")
ADMIN_PASSWORD_HASH = os.environ["ADMIN_PASSWORD_HASH"]
SUPPLIERS = {
    "acme": "https://api.acme.example/stock",
    "globex": "https://stock.globex.example/v2/items",
}
ORDERINGS = {"name": "p.name", "stock": "p.stock", "-stock": "p.stock DESC", "-name": "p.name DESC"}
EDITABLE = ("name", "price", "location")

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)


# ---------------------------------------------------------------------------
# Database
# ---------------------------------------------------------------------------
def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DATABASE)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def query_all(sql, params=()):
    return get_db().execute(sql, params).fetchall()


def query_one(sql, params=()):
    return get_db().execute(sql, params).fetchone()


def execute(sql, params=()):
    cursor = get_db().execute(sql, params)
    get_db().commit()
    return cursor


def update(table, row_id, changes):
    """Update the given columns; callers pass names from a fixed tuple."""
    assignments = ", ".join(f"{column} = ?" for column in changes)
    return execute(f"UPDATE {table} SET {assignments} WHERE id = ?", [*changes.values(), row_id])


# ---------------------------------------------------------------------------
# Helpers
# ---------------------------------------------------------------------------
def throttled(limit, seconds):
    """Allow `limit` calls per address within `seconds`."""
    calls = defaultdict(deque)

    def decorator(view):
        @wraps(view)
        def wrapped(*args, **kwargs):
            now, history = time.monotonic(), calls[request.remote_addr]
            while history and history[0] < now - seconds:
                history.popleft()
            if len(history) >= limit:
                return jsonify(error="too many requests"), 429
            history.append(now)
            return view(*args, **kwargs)

        return wrapped

    return decorator


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if "user_id" not in session:
            return redirect(url_for("login"))
        return view(*args, **kwargs)

    return wrapped


def start_session(**claims):
    session.clear()
    session.update(claims)


def page(title, *parts):
    return f"<html><head><title>{escape(title)}</title></head><body>{''.join(parts)}</body></html>"


def supplier_stock(supplier, sku):
    base = SUPPLIERS.get(supplier)
    if base is None:
        raise LookupError(supplier)
    answer = requests.get(f"{base}/{requests.utils.quote(sku, safe='')}", timeout=5)
    answer.raise_for_status()
    return int(answer.json()["quantity"])


# ---------------------------------------------------------------------------
# Accounts
# ---------------------------------------------------------------------------
@app.route("/login", methods=["GET", "POST"])
@throttled(limit=10, seconds=60)
def login():
    if request.method == "GET":
        return render_template("login.html")
    user = query_one("SELECT * FROM users WHERE email = ?", (request.form["email"],))
    if user is None or not check_password_hash(user["password"], request.form["password"]):
        logger.info("Failed login for %s", request.form["email"])
        return render_template("login.html", error="Wrong e-mail or password"), 401
    start_session(user_id=user["id"])
    return redirect(url_for("products"))


@app.route("/admin/login", methods=["POST"])
@throttled(limit=3, seconds=60)
def admin_login():
    if not check_password_hash(ADMIN_PASSWORD_HASH, request.form.get("password", "")):
        return jsonify(ok=False), 401
    start_session(user_id=0, is_admin=True)
    return jsonify(ok=True)


@app.route("/admin/users", methods=["POST"])
@login_required
def create_user():
    if not session.get("is_admin"):
        return jsonify(error="forbidden"), 403
    data = request.get_json()
    password = generate_password_hash(data["password"])
    cursor = execute("INSERT INTO users (email, password) VALUES (?, ?)", (data["email"], password))
    logger.info("User %s created by admin", cursor.lastrowid)
    return jsonify(id=cursor.lastrowid), 201


@app.route("/admin/users")
@login_required
def list_users():
    if not session.get("is_admin"):
        return jsonify(error="forbidden"), 403
    rows = query_all("SELECT * FROM users ORDER BY id")
    return jsonify([{"id": r["id"], "email": r["email"]} for r in rows])


@app.route("/scanner/ping", methods=["POST"])
def scanner_ping():
    """Handheld scanners authenticate by a device key."""
    given = request.headers.get("X-Device-Key", "")
    if not hmac.compare_digest(given, os.environ["DEVICE_KEY"]):
        logger.warning("Scanner with wrong device key from %s", request.remote_addr)
        return jsonify(error="unauthorized"), 401
    return jsonify(day=date.today().isoformat())


# ---------------------------------------------------------------------------
# Products
# ---------------------------------------------------------------------------
@app.route("/products")
@login_required
def products():
    order = ORDERINGS.get(request.args.get("order", "name"), ORDERINGS["name"])
    conditions, params = ["p.active = 1"], []
    for column, operator in (("name", "LIKE"), ("location", "=")):
        value = request.args.get(column)
        if value:
            conditions.append(f"p.{column} {operator} ?")
            params.append(f"%{value}%" if operator == "LIKE" else value)
    sql = f"SELECT p.id, p.name, p.stock FROM products p WHERE {' AND '.join(conditions)} ORDER BY {order}"
    return jsonify([dict(r) for r in query_all(sql, params)])


@app.route("/products/<int:product_id>", methods=["PATCH"])
@login_required
def edit_product(product_id):
    data = request.get_json()
    changes = {column: data[column] for column in EDITABLE if column in data}
    if not changes:
        return jsonify(error="nothing to change"), 400
    update("products", product_id, changes)
    return jsonify(updated=sorted(changes))


@app.route("/products/bulk-delete", methods=["POST"])
@login_required
def bulk_delete():
    ids = [int(i) for i in request.get_json().get("ids", [])]
    if ids:
        execute(f"DELETE FROM products WHERE id IN ({','.join(str(i) for i in ids)})")
    return jsonify(deleted=len(ids))


@app.route("/products/<int:product_id>/supplier")
@login_required
def supplier(product_id):
    product = query_one("SELECT sku FROM products WHERE id = ?", (product_id,))
    if product is None:
        return jsonify(error="not found"), 404
    try:
        quantity = supplier_stock(request.args.get("supplier", "acme"), product["sku"])
    except LookupError:
        return jsonify(error="unknown supplier"), 400
    except requests.RequestException:
        logger.exception("Supplier look-up failed")
        return jsonify(error="supplier not reachable"), 502
    return jsonify(quantity=quantity)


@app.route("/products/<int:product_id>/label")
@login_required
def label(product_id):
    product = query_one("SELECT name, location FROM products WHERE id = ?", (product_id,))
    if product is None:
        return jsonify(error="not found"), 404
    copies = min(request.args.get("copies", 1, type=int), 20)
    note = request.args.get("note", "")
    one = f"<div class='label'><b>{escape(product['name'])}</b> {escape(product['location'])} {escape(note)}</div>"
    return Response(page(f"Label {note}", one * copies), content_type="text/html; charset=utf-8")


if __name__ == "__main__":
    app.run(port=5002)
