import hmac
import logging
import os
import sqlite3

from flask import Flask, abort, g, jsonify, request

from preview import PreviewFetcher

app = Flask(__name__)
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
        g.db = sqlite3.connect("bookmarks.db")
    return g.db


@app.post("/bookmarks")
def add_bookmark():
    data = request.get_json()
    link = data.get("url")
    if not link:
        return jsonify(error="url is required"), 400
    try:
        card = fetcher.fetch(link)
    except Exception as exc:
        log.exception("preview failed")
        return jsonify(error="Could not load page", reason=str(exc)), 502

    db().execute(
        "INSERT INTO bookmarks (url, title, description, image) VALUES (?, ?, ?, ?)",
        (link, card.title, card.description, card.image),
    )
    db().commit()
    return jsonify(title=card.title, description=card.description, image=card.image), 201


@app.get("/bookmarks")
def list_bookmarks():
    rows = db().execute("SELECT url, title FROM bookmarks ORDER BY id DESC LIMIT 100")
    return jsonify([{"url": u, "title": t} for u, t in rows])


if __name__ == "__main__":
    app.run()
