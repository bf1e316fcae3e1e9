import hmac
import logging
import os
import sqlite3

from flask import Flask, abort, g, jsonify, request

from preview import PreviewError, PreviewFetcher

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
log = logging.getLogger(__name__)
fetcher = PreviewFetcher()


@app.before_request
def only_me():
    # Single user app: every request needs my key
    key = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(key.encode(), os.environ["BOOKMARK_KEY"].encode()):
        abort(401)


def db():
    if "db" not in g:
        g.db = sqlite3.connect("bookmarks.db", timeout=5)
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    conn = g.pop("db", None)
    if conn is not None:
        conn.close()


@app.post("/bookmarks")
def add_bookmark():
    data = request.get_json()
    link = data.get("url")
    if not isinstance(link, str) or not link.startswith(("http://", "https://")):
        return jsonify(error="a http(s) url is required"), 400
    try:
        card = fetcher.fetch(link)
    except PreviewError:
        log.exception("preview failed")
        return jsonify(error="Could not load the preview"), 502

    db().execute(
        "INSERT INTO bookmarks (url, title, author) VALUES (?, ?, ?)",
        (link, card.title, card.author),
    )
    db().commit()
    return jsonify(title=card.title, author=card.author), 201


@app.get("/bookmarks")
def list_bookmarks():
    rows = db().execute("SELECT url, title FROM bookmarks ORDER BY id DESC LIMIT 100")
    return jsonify([{"url": u, "title": t} for u, t in rows])


if __name__ == "__main__":
    app.run()
