import os
import sqlite3

SCHEMA = """
CREATE TABLE IF NOT EXISTS members (id INTEGER PRIMARY KEY, name TEXT UNIQUE, password TEXT);
CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, member_id INTEGER, body TEXT);
"""


class Logbook:
    def __init__(self):
        self.conn = sqlite3.connect(os.environ["LOGBOOK_DB"], timeout=5)
        self.conn.executescript(SCHEMA)

    def add_member(self, name, password):
        self.conn.execute("INSERT INTO members (name, password) VALUES (?, ?)", (name, password))
        self.conn.commit()

    def authenticate(self, name, password):
        row = self.conn.execute(
            "SELECT id FROM members WHERE name = ? AND password = ?", (name, password)
        ).fetchone()
        return row[0] if row else None

    def entries(self, member_id):
        return self.conn.execute(
            "SELECT id, body FROM entries WHERE member_id = ? ORDER BY id DESC LIMIT 100", (member_id,)
        ).fetchall()

    def entry(self, entry_id, member_id):
        return self.conn.execute(
            "SELECT id, body FROM entries WHERE id = ? AND member_id = ?", (entry_id, member_id)
        ).fetchone()
