import json
from datetime import datetime, timezone


class AuditTrail:
    def __init__(self, conn):
        self.conn = conn
        self.conn.execute(
            "CREATE TABLE IF NOT EXISTS audit_log ("
            "id INTEGER PRIMARY KEY, ts TEXT, user_id INTEGER, action TEXT, payload TEXT, status INTEGER, duration REAL)"
        )

    def record(self, user_id, action, payload, status, duration):
        entry = (
            datetime.now(timezone.utc).isoformat(),
            user_id,
            action,
            json.dumps(payload, default=str),
            status,
            round(duration, 4),
        )
        self.conn.execute("INSERT INTO audit_log (ts, user_id, action, payload, status, duration) VALUES (?, ?, ?, ?, ?, ?)", entry)
        self.conn.commit()

    def for_user(self, user_id, limit=100):
        rows = self.conn.execute(
            "SELECT ts, action, status FROM audit_log WHERE user_id = ? ORDER BY id DESC LIMIT ?",
            (user_id, limit),
        ).fetchall()
        return [{"ts": r[0], "action": r[1], "status": r[2]} for r in rows]
