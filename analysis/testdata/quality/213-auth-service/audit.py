import json
from datetime import datetime


class AuditTrail:
    """Keeps every security relevant event in the audit_log table."""

    def __init__(self, conn):
        self.conn = conn

    def record(self, event, user_id, **details):
        entry = self._entry(event, user_id, details)
        self.conn.execute(
            "INSERT INTO audit_log (event, user_id, details, created_at) VALUES (?, ?, ?, ?)",
            entry,
        )
        self.conn.commit()

    @staticmethod
    def _entry(event, user_id, details):
        return event, user_id, json.dumps(details), datetime.utcnow().isoformat()
