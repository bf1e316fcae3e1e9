import sqlite3

DB = "contest.db"


def add_entry(user_id, url, caption):
    with sqlite3.connect(DB, timeout=5) as conn:
        conn.execute(
            "INSERT INTO entries (user_id, url, caption) VALUES (?, ?, ?)", (user_id, url, caption)
        )
