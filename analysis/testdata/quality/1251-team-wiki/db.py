import os
import sqlite3

from flask import g

DB_PATH = os.environ.get("WIKI_DB", "instance/wiki.db")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DB_PATH, timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


def close_db(_exc=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def find_pages(where, params=(), limit=50):
    """Return page summaries that match the given WHERE clause."""
    query = "SELECT id, slug, title, updated_at FROM pages"
    if where:
        query += " WHERE " + where
    query += " ORDER BY updated_at DESC LIMIT %d" % limit
    return get_db().execute(query, params).fetchall()


def get_page(slug):
    return get_db().execute(
        "SELECT id, slug, title, body FROM pages WHERE slug = ?", (slug,)
    ).fetchone()


def save_page(slug, title, body, user_id):
    db = get_db()
    db.execute(
        "INSERT INTO pages (slug, title, body, updated_by) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (slug) DO UPDATE SET title = excluded.title, body = excluded.body, "
        "updated_by = excluded.updated_by, updated_at = CURRENT_TIMESTAMP",
        (slug, title, body, user_id),
    )
    db.commit()
