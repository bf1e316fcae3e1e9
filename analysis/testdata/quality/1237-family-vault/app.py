import hmac
import os
import sqlite3

from flask import Flask, g, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

import crypto

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config.update(
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Strict",
    MAX_CONTENT_LENGTH=128 * 1024,
)
limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect("vault.db", timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(error):
    db = g.pop("db", None)
    if db is not None:
        db.close()


@app.route("/login", methods=["POST"])
@limiter.limit("5 per minute")
def login():
    data = request.get_json()
    # look up the family member
    row = get_db().execute(
        "SELECT id, password_hash FROM members WHERE email = ?", (data["email"],)
    ).fetchone()
    if row is None or not hmac.compare_digest(row["password_hash"], crypto.hash_password(data["password"])):
        return jsonify({"error": "Wrong email or password"}), 401
    session.clear()
    session["member_id"] = row["id"]
    return jsonify({"message": "Welcome"})


@app.route("/notes", methods=["GET", "POST"])
def notes():
    if "member_id" not in session:
        return jsonify({"error": "Please log in"}), 401
    db = get_db()
    if request.method == "POST":
        data = request.get_json()
        db.execute(
            "INSERT INTO notes (member_id, title, content) VALUES (?, ?, ?)",
            (session["member_id"], data["title"], crypto.encrypt(data["content"])),
        )
        db.commit()
        return jsonify({"message": "Saved"}), 201
    rows = db.execute(
        "SELECT id, title, content FROM notes WHERE member_id = ? ORDER BY id DESC LIMIT 100",
        (session["member_id"],),
    ).fetchall()
    return jsonify(
        [{"id": r["id"], "title": r["title"], "content": crypto.decrypt(r["content"])} for r in rows]
    )


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000, debug=True)
