import mimetypes
import os
import sqlite3

from flask import Flask, Response, abort, g, jsonify, request
from flask_login import LoginManager, current_user, login_required

from store import PhotoStore

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["HIVE_SECRET"]
app.config["MAX_CONTENT_LENGTH"] = 8 * 1024 * 1024
login_manager = LoginManager(app)
store = PhotoStore(os.environ.get("PHOTO_DIR", "photos"))


def db():
    if "db" not in g:
        g.db = sqlite3.connect("hives.db")
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    conn = g.pop("db", None)
    if conn is not None:
        conn.close()


def owned_hive(hive_id):
    row = db().execute(
        "SELECT id, nickname FROM hives WHERE id = ? AND keeper_id = ?",
        (hive_id, current_user.id),
    ).fetchone()
    if row is None:
        abort(404)
    return row


@app.get("/hives/<int:hive_id>/photos")
@login_required
def list_photos(hive_id):
    hive = owned_hive(hive_id)
    return jsonify(hive=hive["nickname"], photos=store.names(hive_id))


@app.get("/hives/<int:hive_id>/photo")
@login_required
def show_photo(hive_id):
    owned_hive(hive_id)
    name = request.args.get("file", "")
    if not name:
        abort(400)
    try:
        data = store.load(hive_id, name)
    except FileNotFoundError:
        abort(404)
    kind = mimetypes.guess_type(name)[0]
    if kind not in ("image/png", "image/jpeg", "image/webp"):
        kind = "application/octet-stream"
    return Response(data, mimetype=kind)


@app.post("/hives/<int:hive_id>/photo")
@login_required
def add_photo(hive_id):
    owned_hive(hive_id)
    upload = request.files.get("photo")
    if upload is None or not upload.filename:
        abort(400)
    try:
        saved = store.put(hive_id, upload.filename, upload.stream)
    except ValueError as exc:
        return jsonify(error="Only images are accepted"), 415
    return jsonify(file=saved), 201


@app.post("/hives/<int:hive_id>/photo/remove")
@login_required
def remove_photo(hive_id):
    owned_hive(hive_id)
    payload = request.get_json(silent=True) or {}
    try:
        done = store.remove(hive_id, payload.get("file", ""))
    except ValueError:
        abort(400)
    return jsonify(removed=done)
