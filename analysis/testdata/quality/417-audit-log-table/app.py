"""Customer portal with an audit trail for every write request."""
import hashlib
import os
import secrets
import sqlite3
import time

from flask import Flask, g, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.security import check_password_hash, generate_password_hash

from audit import AuditTrail

DATABASE = os.environ.get("PORTAL_DB", "portal.db")

app = Flask(__name__)
app.secret_key = os.environ["PORTAL_SECRET"]
limiter = Limiter(get_remote_address, app=app, default_limits=["60 per minute"])


def db():
    if not hasattr(g, "conn"):
        g.conn = sqlite3.connect(DATABASE)
        g.conn.row_factory = sqlite3.Row
    return g.conn


@app.before_request
def start_timer():
    g.started = time.perf_counter()


@app.after_request
def record_audit(response):
    if request.method in ("POST", "PUT", "PATCH", "DELETE"):
        trail = AuditTrail(db())
        trail.record(
            user_id=session.get("user_id"),
            action=f"{request.method} {request.path}",
            payload=request.get_json(silent=True) or request.form.to_dict(),
            status=response.status_code,
            duration=time.perf_counter() - g.started,
        )
    return response


@app.teardown_appcontext
def close(_exc):
    conn = getattr(g, "conn", None)
    if conn is not None:
        conn.close()


@app.post("/login")
@limiter.limit("5 per minute")
def login():
    data = request.get_json()
    row = db().execute("SELECT id, pw_hash FROM customers WHERE email = ?", (data["email"],)).fetchone()
    if row is None or not check_password_hash(row["pw_hash"], data["password"]):
        return jsonify(error="invalid credentials"), 401
    session["user_id"] = row["id"]
    return jsonify(ok=True)


@app.post("/password")
def change_password():
    if "user_id" not in session:
        return jsonify(error="login required"), 401
    data = request.get_json()
    db().execute(
        "UPDATE customers SET pw_hash = ? WHERE id = ?",
        (generate_password_hash(data["new_password"]), session["user_id"]),
    )
    db().commit()
    return jsonify(ok=True)


@app.put("/profile")
def update_profile():
    if "user_id" not in session:
        return jsonify(error="login required"), 401
    data = request.get_json()
    db().execute(
        "UPDATE customers SET name = ?, phone = ? WHERE id = ?",
        (data.get("name"), data.get("phone"), session["user_id"]),
    )
    db().commit()
    return jsonify(ok=True)


@app.post("/api-keys")
def create_api_key():
    if "user_id" not in session:
        return jsonify(error="login required"), 401
    key = "pk_" + secrets.token_urlsafe(24)
    digest = hashlib.sha256(key.encode()).hexdigest()
    db().execute("INSERT INTO api_keys (customer_id, digest) VALUES (?, ?)", (session["user_id"], digest))
    db().commit()
    app.logger.info("API key %s created for customer %s", key, session["user_id"])
    return jsonify(api_key=key), 201


@app.get("/audit")
def my_audit():
    if "user_id" not in session:
        return jsonify(error="login required"), 401
    return jsonify(AuditTrail(db()).for_user(session["user_id"]))
