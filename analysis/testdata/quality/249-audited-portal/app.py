import logging
import sqlite3

from flask import Flask, g, jsonify, request

from service import PortalService

logging.basicConfig(level=logging.INFO)
app = Flask(__name__)


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
def login():
    data = request.get_json()
    member = service().login(data.get("email"), data.get("password"))
    if member is None:
        return jsonify(status="error", message="Invalid credentials"), 401
    return jsonify(status="ok", member=member)


@app.route("/api/members/<int:member_id>")
def member(member_id):
    row = service().profile(member_id)
    if row is None:
        return jsonify(status="error"), 404
    return jsonify(dict(row))
