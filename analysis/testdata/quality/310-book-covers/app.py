import os
import sqlite3
from contextlib import closing

from flask import Flask, Response, abort, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

import covers

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, default_limits=["300 per hour"])
DB = os.environ.get("SHELF_DB", "shelf.db")


@app.errorhandler(covers.RefusedUrl)
def refused(_exc):
    return jsonify(error="Cover address not accepted"), 422


@app.post("/books")
def add_book():
    body = request.get_json()
    isbn = body["isbn"].replace("-", "")
    info = covers.describe(isbn)
    cover = covers.checked(body["cover_url"]) if body.get("cover_url") else None
    with closing(sqlite3.connect(DB)) as conn, conn:
        cur = conn.execute(
            "INSERT INTO books (isbn, title, cover_url) VALUES (?, ?, ?)",
            (isbn, info.get("title"), cover),
        )
    return jsonify(id=cur.lastrowid, title=info.get("title")), 201


@app.get("/covers/proxy")
@limiter.limit("60 per minute")
def proxy():
    url = request.args.get("u", "")
    return Response(covers.download(url), mimetype="image/jpeg")


@app.get("/books/<int:book_id>/cover")
def cover(book_id):
    with closing(sqlite3.connect(DB)) as conn:
        row = conn.execute("SELECT cover_url FROM books WHERE id = ?", (book_id,)).fetchone()
    if row is None or row[0] is None:
        abort(404)
    return Response(covers.download(row[0]), mimetype="image/jpeg")


@app.get("/authors/<key>")
def author(key):
    data = covers.author(key)
    return jsonify(name=data.get("name"), born=data.get("birth_date"))
