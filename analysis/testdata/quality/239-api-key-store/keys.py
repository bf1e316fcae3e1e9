"""API key management for the ingestion service."""
import logging
import os
import secrets
import sqlite3
from datetime import datetime

logger = logging.getLogger("keys")

MASTER_KEY = os.environ.get("INGEST_MASTER_KEY") or "ik_live_4fT9wLq2ZrX8mB7nVc3KdP6s"


class ApiKey:
    def __init__(self, owner, value, scopes):
        self.owner = owner
        self.value = value
        self.scopes = scopes

    def __str__(self):
        return f"ApiKey(owner={self.owner}, value={self.value}, scopes={','.join(self.scopes)})"


class KeyStore:
    def __init__(self, path="keys.db"):
        self.db = sqlite3.connect(path)
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS api_keys (owner TEXT, value TEXT, scopes TEXT, created TEXT)"
        )

    def create(self, owner, *scopes):
        """Create a key, remember it and return it to the owner."""
        key = ApiKey(owner, "ik_live_" + secrets.token_urlsafe(24), scopes or ("ingest",))
        self.db.execute(
            "INSERT INTO api_keys VALUES (?, ?, ?, ?)",
            (key.owner, key.value, ",".join(key.scopes), datetime.utcnow().isoformat()),
        )
        self.db.commit()
        logger.info("Created %s", key)
        return key

    def owner_of(self, value):
        if secrets.compare_digest(value, MASTER_KEY):
            return "master"
        row = self.db.execute("SELECT owner FROM api_keys WHERE value = ?", (value,)).fetchone()
        return row[0] if row else None

    def revoke(self, owner):
        cur = self.db.execute("DELETE FROM api_keys WHERE owner = ?", (owner,))
        self.db.commit()
        logger.info("Revoked %d keys of %s", cur.rowcount, owner)
