import json
import sqlite3
from datetime import datetime, timezone


class AuditLog:
    """Append-only table of what users did."""

    def __init__(self, path):
        self.conn = sqlite3.connect(path, check_same_thread=False, timeout=5)
        self.conn.execute(
            "CREATE TABLE IF NOT EXISTS audit_log (at TEXT, username TEXT, action TEXT, details TEXT)"
        )

    def record(self, user, action, details):
        self.conn.execute(
            "INSERT INTO audit_log (at, username, action, details) VALUES (?, ?, ?, ?)",
            (datetime.now(timezone.utc).isoformat(), user, action, json.dumps(details)),
        )
        self.conn.commit()

    def recent(self, user):
        rows = self.conn.execute(
            "SELECT at, action FROM audit_log WHERE username = ? ORDER BY at DESC LIMIT 50", (user,)
        )
        return [{"at": at, "action": action} for at, action in rows]
