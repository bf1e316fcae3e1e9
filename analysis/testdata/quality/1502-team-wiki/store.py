import os
import sqlite3

from flask import g

SORTS = {"title": "title COLLATE NOCASE", "newest": "id DESC"}


def db():
    if "db" not in g:
        g.db = sqlite3.connect(os.environ.get("WIKI_DB", "wiki.db"), timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


def close(_error=None):
    conn = g.pop("db", None)
    if conn is not None:
        conn.close()


def latest(slug):
    return db().execute(
        "SELECT title, body FROM revisions WHERE slug = ? ORDER BY id DESC LIMIT 1", (slug,)
    ).fetchone()


def revision(slug, number):
    return db().execute("SELECT body FROM revisions WHERE slug = ? AND id = ?", (slug, number)).fetchone()


def add_revision(slug, title, body, author_id):
    with db() as conn:
        conn.execute(
            "INSERT INTO revisions (slug, title, body, author_id) VALUES (?, ?, ?, ?)",
            (slug, title, body, author_id),
        )


def search(words, sort="title"):
    """LIKE search over the current text; wildcards in the words count as plain characters."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    order = SORTS.get(sort, SORTS["title"])
    return db().execute(
        f"SELECT slug, title FROM current_pages WHERE body LIKE ? ESCAPE '\\' ORDER BY {order} LIMIT 50",
        (f"%{escaped}%",),
    ).fetchall()


def find_user(email):
    return db().execute("SELECT id, password_hash FROM users WHERE email = ?", (email,)).fetchone()
