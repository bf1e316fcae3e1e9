import json
from datetime import datetime

HIDDEN = {"password", "token", "secret", "api_key"}


class AuditTrail:
    def __init__(self, conn):
        self.conn = conn

    def record(self, event, user_id, **details):
        safe = {key: "[hidden]" if key in HIDDEN else value for key, value in details.items()}
        self.conn.execute(
            "INSERT INTO audit_log (event, user_id, details, created_at) VALUES (?, ?, ?, ?)",
            (event, user_id, json.dumps(safe), datetime.utcnow().isoformat()),
        )
        self.conn.commit()
