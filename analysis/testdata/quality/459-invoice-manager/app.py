"""
Invoice manager - a small Flask application.

* customers and invoices in SQLite
* printable HTML invoices
* admin area with an own login
* exchange rates from a public API
"""
import logging
import os
import sqlite3
from datetime import date, datetime
from functools import wraps
from html import escape

import requests
from flask import Flask, Response, g, jsonify, redirect, render_template, request, session, url_for
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = os.environ.get("FLASK_SECRET_KEY") or os.urandom(32)

DATABASE = os.environ.get("INVOICE_DB", "invoices.db")
ADMIN_USER = "admin"
ADMIN_PASSWORD = "Rechnung#2024!"
RATES_URL = "https://api.rates.example.com/v1/latest"
CURRENCIES = ("EUR", "USD", "CHF")

logging.basicConfig(
    level=logging.INFO,
    format="%(asctime)s [%(levelname)s] %(message)s",
)
logger = logging.getLogger(__name__)


# ---------------------------------------------------------------------------
# Database
# ---------------------------------------------------------------------------
def get_db():
    """Return the connection of the current request."""
    if "db" not in g:
        g.db = sqlite3.connect(DATABASE)
        g.db.row_factory = sqlite3.Row
        g.db.execute("PRAGMA foreign_keys = ON")
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


def insert(table, **values):
    """Insert a row into one of our tables; keys are given by the code only."""
    columns = ", ".join(values)
    marks = ", ".join("?" for _ in values)
    cursor = get_db().execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
    get_db().commit()
    return cursor.lastrowid


# ---------------------------------------------------------------------------
# Helpers
# ---------------------------------------------------------------------------
def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if "user_id" not in session:
            return redirect(url_for("login"))
        return view(*args, **kwargs)

    return wrapped


def admin_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if not session.get("is_admin"):
            return jsonify(error="forbidden"), 403
        return view(*args, **kwargs)

    return wrapped


def money(cents):
    return f"{cents / 100:,.2f}"


def parse_date(value, default=None):
    try:
        return datetime.strptime(value or "", "%Y-%m-%d").date()
    except ValueError:
        return default


def exchange_rate(currency):
    """Rate of the currency against the euro."""
    if currency not in CURRENCIES:
        raise ValueError("unsupported currency")
    answer = requests.get(RATES_URL, params={"base": "EUR", "symbols": currency}, timeout=5)
    answer.raise_for_status()
    return answer.json()["rates"][currency]


# ---------------------------------------------------------------------------
# Accounts
# ---------------------------------------------------------------------------
@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return render_template("login.html")
    user = query_one("SELECT id, password_hash FROM users WHERE email = ?", (request.form["email"],))
    if user is None or not check_password_hash(user["password_hash"], request.form["password"]):
        logger.info("Failed login for %s", request.form["email"])
        return render_template("login.html", error="Invalid credentials"), 401
    session.clear()
    session["user_id"] = user["id"]
    return redirect(url_for("invoices"))


@app.route("/admin/login", methods=["POST"])
def admin_login():
    if request.form.get("user") == ADMIN_USER and request.form.get("password") == ADMIN_PASSWORD:
        session["is_admin"] = True
        return jsonify(ok=True)
    return jsonify(ok=False), 401


@app.route("/logout", methods=["POST"])
def logout():
    session.clear()
    return redirect(url_for("login"))


@app.route("/admin/users")
@admin_required
def admin_users():
    rows = query_all("SELECT id, email, created_at FROM users ORDER BY id")
    return jsonify([dict(r) for r in rows])


@app.route("/admin/users", methods=["POST"])
@admin_required
def admin_create_user():
    data = request.get_json()
    user_id = insert(
        "users",
        email=data["email"],
        password_hash=generate_password_hash(data["password"]),
        created_at=date.today().isoformat(),
    )
    return jsonify(id=user_id), 201


# ---------------------------------------------------------------------------
# Customers
# ---------------------------------------------------------------------------
@app.route("/customers")
@login_required
def customers():
    rows = query_all("SELECT id, name, city FROM customers WHERE owner_id = ?", (session["user_id"],))
    return jsonify([dict(r) for r in rows])


@app.route("/customers", methods=["POST"])
@login_required
def create_customer():
    data = request.get_json()
    customer_id = insert("customers", owner_id=session["user_id"], name=data["name"], city=data.get("city", ""))
    return jsonify(id=customer_id), 201


# ---------------------------------------------------------------------------
# Invoices
# ---------------------------------------------------------------------------
@app.route("/invoices")
@login_required
def invoices():
    rows = query_all(
        "SELECT i.id, i.number, i.total, c.name AS customer FROM invoices i "
        "JOIN customers c ON c.id = i.customer_id WHERE i.owner_id = ? ORDER BY i.id DESC",
        (session["user_id"],),
    )
    return render_template("invoices.html", invoices=rows)


def search_invoices(owner_id, term, order):
    sql = f"""
        SELECT i.id, i.number, i.total, i.due_date
        FROM invoices i
        JOIN customers c ON c.id = i.customer_id
        WHERE i.owner_id = ? AND (i.number LIKE '%{term}%' OR c.name LIKE '%{term}%')
        ORDER BY {order}
    """
    return query_all(sql, (owner_id,))


@app.route("/invoices/search")
@login_required
def invoice_search():
    term = request.args.get("q", "").strip()
    order = request.args.get("order", "i.due_date")
    try:
        rows = search_invoices(session["user_id"], term, order)
    except sqlite3.Error:
        logger.exception("Search failed")
        return jsonify(error="search failed"), 500
    return jsonify([dict(r) for r in rows])


@app.route("/invoices", methods=["POST"])
@login_required
def create_invoice():
    data = request.get_json()
    customer = query_one(
        "SELECT id FROM customers WHERE id = ? AND owner_id = ?", (data["customer_id"], session["user_id"])
    )
    if customer is None:
        return jsonify(error="unknown customer"), 404
    due = parse_date(data.get("due_date"), date.today())
    invoice_id = insert(
        "invoices",
        owner_id=session["user_id"],
        customer_id=customer["id"],
        number=f"{date.today():%Y}-{int(data['sequence']):05d}",
        total=int(data["total"]),
        due_date=due.isoformat(),
    )
    logger.info("Invoice %s created", invoice_id)
    return jsonify(id=invoice_id), 201


@app.route("/invoices/<int:invoice_id>/print")
@login_required
def print_invoice(invoice_id):
    """Printable version; an optional note is shown below the total."""
    invoice = query_one(
        "SELECT i.number, i.total, c.name FROM invoices i JOIN customers c ON c.id = i.customer_id "
        "WHERE i.id = ? AND i.owner_id = ?",
        (invoice_id, session["user_id"]),
    )
    if invoice is None:
        return jsonify(error="not found"), 404
    currency = request.args.get("currency", "EUR")
    try:
        total = invoice["total"] * (1 if currency == "EUR" else exchange_rate(currency))
    except (ValueError, requests.RequestException):
        return jsonify(error="currency not available"), 400
    note = request.args.get("note", "")
    parts = [
        f"<h1>Invoice {escape(invoice['number'])}</h1>",
        f"<p>{escape(invoice['name'])}</p>",
        f"<p>Total: {money(total)} {currency}</p>",
    ]
    if note:
        parts.append(f"<p class='note'>{note}</p>")
    body = "<html><body>" + "".join(parts) + "</body></html>"
    return Response(body, content_type="text/html; charset=utf-8")


if __name__ == "__main__":
    app.run(port=5001)
