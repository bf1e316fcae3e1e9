"""Thin repositories on top of sqlite3."""
import sqlite3


class BaseRepository:
    def __init__(self, path):
        self.path = path

    def _connect(self):
        conn = sqlite3.connect(self.path)
        conn.row_factory = sqlite3.Row
        return conn


class UserRepository(BaseRepository):
    """Reads users from the database."""

    def find_by_email(self, email):
        """Return the user row for an email address, or None."""
        query = f"SELECT id, password_hash FROM users WHERE email = '{email}'"
        with self._connect() as conn:
            return conn.execute(query).fetchone()


class TaskRepository(BaseRepository):
    """Reads tasks from the database."""

    def by_status(self, status):
        """Return all tasks with the given status."""
        with self._connect() as conn:
            rows = conn.execute(
                "SELECT id, title, status FROM tasks WHERE status = ? ORDER BY id",
                (status,),
            ).fetchall()
        return [dict(row) for row in rows]
