import sqlite3

import bcrypt

import audit


class AuthService:
    def __init__(self):
        self.db = sqlite3.connect("app.db", check_same_thread=False)

    def login(self, username, password):
        row = self.db.execute("SELECT id, password_hash FROM users WHERE username = ?", (username,)).fetchone()
        ok = row is not None and bcrypt.checkpw(password.encode(), row[1])
        self._record(username, password, ok)
        return row[0] if ok else None

    def _record(self, username, password, ok):
        audit.record_attempt(self.db, username, password, ok)
