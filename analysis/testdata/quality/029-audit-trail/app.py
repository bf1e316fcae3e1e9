"""Account settings API with an audit trail."""
import os
import sqlite3

from flask import Flask, g, jsonify, request, session
from werkzeug.security import generate_password_hash

from audit import AuditLog

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
audit = AuditLog("accounts.db")


@app.before_request
def load_user():
    g.user_id = session.get("user_id")
    if g.user_id is None:
        return jsonify({"error": "Not logged in"}), 401


@app.put("/account/profile")
def update_profile():
    """Update name and city."""
    data = request.get_json()
    with sqlite3.connect("accounts.db") as conn:
        conn.execute(
            "UPDATE users SET name = ?, city = ? WHERE id = ?",
            (data["name"], data.get("city"), g.user_id),
        )
    audit.record("profile.update", str(g.user_id), {"fields": ["name", "city"]})
    return jsonify({"message": "Profile updated"})


@app.put("/account/password")
def change_password():
    """Change the password of the logged in user."""
    data = request.get_json()
    if len(data.get("new_password", "")) < 12:
        return jsonify({"error": "Password must have at least 12 characters"}), 400
    with sqlite3.connect("accounts.db") as conn:
        conn.execute(
            "UPDATE users SET password_hash = ? WHERE id = ?",
            (generate_password_hash(data["new_password"]), g.user_id),
        )
    audit.record("password.change", str(g.user_id), data)
    return jsonify({"message": "Password changed"})


@app.get("/account/audit")
def list_audit():
    return jsonify(audit.latest())
