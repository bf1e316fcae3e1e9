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
EDITABLE = ("title", "amount", "receipt_url")


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


def login_required(view=None, *, role=None):
    def decorate(fn):
        @wraps(fn)
        def wrapped(*args, **kwargs):
            if "user_id" not in session:
                abort(401)
            if role and session.get("role") != role:
                abort(403)
            return fn(*args, **kwargs)

        return wrapped

    return decorate(view) if view else decorate


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
        "SELECT id, title, amount, status, receipt_url FROM expenses WHERE id = ? AND user_id = ?",
        (expense_id, session["user_id"]),
    ).fetchone()
    if row is None:
        abort(404)
    return jsonify(dict(row))


@app.route("/api/expenses/<int:expense_id>", methods=["PUT"])
@login_required
def update_expense(expense_id):
    data = request.get_json()
    changes = {name: data[name] for name in EDITABLE if name in data}
    if not changes:
        abort(400)
    assignments = ", ".join("%s = ?" % field for field in changes)
    values = list(changes.values()) + [expense_id, session["user_id"]]
    db = get_db()
    db.execute("UPDATE expenses SET %s WHERE id = ? AND user_id = ?" % assignments, values)
    db.commit()
    return jsonify({"ok": True})


@app.route("/api/admin/expenses/<int:expense_id>/approve", methods=["POST"])
@login_required(role="finance")
def approve_expense(expense_id):
    db = get_db()
    db.execute(
        "UPDATE expenses SET status = 'approved', approved_by = ? WHERE id = ?",
        (session["user_id"], expense_id),
    )
    db.commit()
    return jsonify({"status": "approved"})


if __name__ == "__main__":
    app.run()
