import os
import sqlite3
from datetime import datetime, timedelta

from flask import Flask, abort, g, jsonify, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from crypto import password_matches, seal, share_key, unseal

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["FLASK_SECRET"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Strict",
    MAX_CONTENT_LENGTH=16 * 1024,
)
limiter = Limiter(get_remote_address, app=app, default_limits=["60 per minute"])


def db():
    if "db" not in g:
        g.db = sqlite3.connect("vault.db", timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


def me():
    if "uid" not in session:
        abort(401)
    return session["uid"]


@app.post("/login")
@limiter.limit("5 per minute")
def login():
    form = request.get_json()
    row = db().execute("SELECT id, digest FROM members WHERE login = ?", (str(form["login"]),)).fetchone()
    if row is None or not password_matches(row["digest"], str(form["password"])):
        abort(401)
    session.clear()
    session["uid"] = row["id"]
    return jsonify(ok=True)


@app.post("/keys")
def add_key():
    form = request.get_json()
    db().execute(
        "INSERT INTO keys (owner_id, label, sealed) VALUES (?, ?, ?)",
        (me(), str(form["label"]), seal(str(form["value"]))),
    )
    db().commit()
    return jsonify(ok=True), 201


@app.post("/keys/<int:key_id>/share")
def share(key_id):
    row = db().execute("SELECT id FROM keys WHERE id = ? AND owner_id = ?", (key_id, me())).fetchone()
    if row is None:
        abort(404)
    link = share_key()
    expires = (datetime.utcnow() + timedelta(hours=1)).isoformat()
    db().execute("INSERT INTO shares (link, key_id, expires) VALUES (?, ?, ?)", (link, key_id, expires))
    db().commit()
    return jsonify(path="/shared/" + link)


@app.get("/shared/<link>")
def shared(link):
    row = db().execute(
        "SELECT k.label, k.sealed FROM shares s JOIN keys k ON k.id = s.key_id WHERE s.link = ? AND s.expires > ?",
        (link, datetime.utcnow().isoformat()),
    ).fetchone()
    if row is None:
        abort(404)
    return jsonify(label=row["label"], value=unseal(row["sealed"]))
