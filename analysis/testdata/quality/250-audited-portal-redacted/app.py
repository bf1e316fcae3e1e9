import logging
import os
import sqlite3

from flask import Flask, g, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from service import PortalService

logging.basicConfig(level=logging.INFO)
app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
limiter = Limiter(get_remote_address, app=app, default_limits=["200 per hour"])


def service():
    if "db" not in g:
        g.db = sqlite3.connect("portal.db")
        g.db.row_factory = sqlite3.Row
    return PortalService(g.db)


@app.teardown_appcontext
def close(_):
    db = g.pop("db", None)
    if db is not None:
        db.close()


@app.route("/api/login", methods=["POST"])
@limiter.limit("5 per minute")
def login():
    data = request.get_json()
    member = service().login(data.get("email"), data.get("password"))
    if member is None:
        return jsonify(status="error", message="Invalid credentials"), 401
    session.clear()
    session["member"] = member
    return jsonify(status="ok", member=member)


@app.route("/api/me")
def me():
    if "member" not in session:
        return jsonify(status="error"), 401
    return jsonify(service().profile(session["member"]))


@app.route("/api/me/password", methods=["PUT"])
@limiter.limit("5 per minute")
def change_password():
    if "member" not in session:
        return jsonify(status="error"), 401
    data = request.get_json()
    changed = service().change_password(session["member"], data["old"], data["new"])
    return jsonify(status="ok" if changed else "error")
