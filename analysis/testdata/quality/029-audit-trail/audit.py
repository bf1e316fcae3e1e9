"""Audit trail stored in the application database."""
import json
import sqlite3
from datetime import datetime, timezone


class AuditLog:
    """Writes audit entries to the audit_log table."""

    def __init__(self, path):
        self.path = path
        with sqlite3.connect(self.path) as conn:
            conn.execute(
                "CREATE TABLE IF NOT EXISTS audit_log ("
                "id INTEGER PRIMARY KEY, action TEXT, actor TEXT, details TEXT, created_at TEXT)"
            )

    def record(self, action, actor, details=None):
        """Write one entry."""
        with sqlite3.connect(self.path) as conn:
            conn.execute(
                "INSERT INTO audit_log (action, actor, details, created_at) VALUES (?, ?, ?, ?)",
                (action, actor, json.dumps(details or {}), datetime.now(timezone.utc).isoformat()),
            )

    def latest(self, limit=100):
        """Return the latest entries."""
        with sqlite3.connect(self.path) as conn:
            conn.row_factory = sqlite3.Row
            rows = conn.execute(
                "SELECT action, actor, created_at FROM audit_log ORDER BY id DESC LIMIT ?", (limit,)
            ).fetchall()
        return [dict(row) for row in rows]
