import os
import sqlite3

import bcrypt

SCHEMA = """
CREATE TABLE IF NOT EXISTS members (id INTEGER PRIMARY KEY, name TEXT UNIQUE, password TEXT);
CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, member_id INTEGER, body TEXT);
"""


class Logbook:
    def __init__(self):
        self.conn = sqlite3.connect(os.environ["LOGBOOK_DB"], timeout=5)
        self.conn.executescript(SCHEMA)

    def add_member(self, name, password):
        hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()
        self.conn.execute("INSERT INTO members (name, password) VALUES (?, ?)", (name, hashed))
        self.conn.commit()

    def authenticate(self, name, password):
        row = self.conn.execute("SELECT id, password FROM members WHERE name = ?", (name,)).fetchone()
        if row and bcrypt.checkpw(password.encode(), row[1].encode()):
            return row[0]
        return None

    def entries(self, member_id):
        return self.conn.execute(
            "SELECT id, body FROM entries WHERE member_id = ? ORDER BY id DESC LIMIT 100", (member_id,)
        ).fetchall()

    def entry(self, entry_id, member_id):
        return self.conn.execute(
            "SELECT id, body FROM entries WHERE id = ? AND member_id = ?", (entry_id, member_id)
        ).fetchone()
