"""Thin repositories on top of sqlite3."""
import sqlite3


class BaseRepository:
    """Holds the path and opens connections."""

    table = ""

    def __init__(self, path):
        self.path = path

    def _connect(self):
        conn = sqlite3.connect(self.path)
        conn.row_factory = sqlite3.Row
        return conn

    def count(self):
        """Return the number of rows in the table."""
        with self._connect() as conn:
            return conn.execute(f"SELECT COUNT(*) FROM {self.table}").fetchone()[0]


class UserRepository(BaseRepository):
    """Reads users from the database."""

    table = "users"

    def find_by_email(self, email):
        """Return the user row for an email address, or None."""
        query = "SELECT id, password_hash FROM users WHERE email = ?"
        with self._connect() as conn:
            return conn.execute(query, (email,)).fetchone()


class NoteRepository(BaseRepository):
    """Reads notes from the database."""

    table = "notes"

    def latest(self, order, limit):
        """Return the latest notes."""
        query = f"SELECT id, title, created_at FROM notes ORDER BY created_at {order} LIMIT {limit}"
        with self._connect() as conn:
            return [dict(row) for row in conn.execute(query)]
