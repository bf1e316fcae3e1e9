from functools import wraps
import os
import sqlite3

from flask import Flask, abort, g, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET"]
app.config.update(
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
DB_PATH = os.environ.get("EXPENSES_DB", "expenses.db")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DB_PATH, timeout=10)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if "user_id" not in session:
            abort(401)
        return view(*args, **kwargs)

    return wrapped


@app.route("/api/expenses")
@login_required
def my_expenses():
    rows = get_db().execute(
        "SELECT id, title, amount, status FROM expenses WHERE user_id = ? ORDER BY id DESC LIMIT 100",
        (session["user_id"],),
    ).fetchall()
    return jsonify([dict(r) for r in rows])


@app.route("/api/expenses/<int:expense_id>")
@login_required
def expense_detail(expense_id):
    row = get_db().execute(
        "SELECT id, title, amount, status, receipt_url, iban FROM expenses WHERE id = ?", (expense_id,)
    ).fetchone()
    if row is None:
        abort(404)
    return jsonify(dict(row))


@app.route("/api/expenses/<int:expense_id>", methods=["PUT"])
@login_required
def update_expense(expense_id):
    data = request.get_json()
    # Build the SET clause from the submitted fields
    assignments = ", ".join("%s = ?" % field for field in data)
    values = list(data.values()) + [expense_id, session["user_id"]]
    db = get_db()
    db.execute("UPDATE expenses SET %s WHERE id = ? AND user_id = ?" % assignments, values)
    db.commit()
    return jsonify({"ok": True})


@app.route("/api/admin/expenses/<int:expense_id>/approve", methods=["POST"])
def approve_expense(expense_id):
    db = get_db()
    db.execute("UPDATE expenses SET status = 'approved' WHERE id = ?", (expense_id,))
    db.commit()
    return jsonify({"status": "approved"})


if __name__ == "__main__":
    app.run()
