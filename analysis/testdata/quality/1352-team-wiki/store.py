import os
import sqlite3
from contextlib import closing

DB_PATH = os.environ.get("WIKI_DB", "wiki.db")

ORDERINGS = {
    "newest": "updated_at DESC",
    "oldest": "updated_at ASC",
    "title": "slug ASC",
}


def _connect():
    conn = sqlite3.connect(DB_PATH, timeout=5)
    conn.row_factory = sqlite3.Row
    return conn


def get_page(slug):
    with closing(_connect()) as conn:
        return conn.execute("SELECT slug, body, author, updated_at FROM pages WHERE slug = ?", (slug,)).fetchone()


def save_page(slug, body, author):
    with closing(_connect()) as conn, conn:
        conn.execute(
            "INSERT INTO pages (slug, body, author, updated_at) VALUES (?, ?, ?, datetime('now')) "
            "ON CONFLICT (slug) DO UPDATE SET body = excluded.body, author = excluded.author, updated_at = datetime('now')",
            (slug, body, author),
        )


def search_pages(term, order):
    order_by = ORDERINGS.get(order, ORDERINGS["newest"])
    query = "SELECT slug, author, updated_at FROM pages WHERE body LIKE ?"
    query += f" ORDER BY {order_by} LIMIT 50"
    with closing(_connect()) as conn:
        return conn.execute(query, (f"%{term}%",)).fetchall()
