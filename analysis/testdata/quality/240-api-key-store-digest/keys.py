"""API key management for the ingestion service."""
import hashlib
import hmac
import logging
import os
import secrets
import sqlite3
from datetime import datetime

logger = logging.getLogger("keys")

PREFIX = "ik_live_"
EXAMPLE_KEY = "ik_live_xxxxxxxxxxxxxxxxxxxxxxxx"
MASTER_KEY_SHA256 = os.environ.get("INGEST_MASTER_KEY_SHA256", "")


class ApiKey:
    def __init__(self, owner, value, scopes):
        self.owner = owner
        self.value = value
        self.scopes = scopes

    @property
    def digest(self):
        return hashlib.sha256(self.value.encode()).hexdigest()

    def __str__(self):
        return f"ApiKey(owner={self.owner}, value={self.value[:len(PREFIX)]}..., scopes={','.join(self.scopes)})"

    __repr__ = __str__


class KeyStore:
    def __init__(self, path="keys.db"):
        self.db = sqlite3.connect(path)
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS api_keys (owner TEXT, digest TEXT, scopes TEXT, created TEXT)"
        )

    def create(self, owner, *scopes):
        key = ApiKey(owner, PREFIX + secrets.token_urlsafe(24), scopes or ("ingest",))
        self.db.execute(
            "INSERT INTO api_keys VALUES (?, ?, ?, ?)",
            (key.owner, key.digest, ",".join(key.scopes), datetime.utcnow().isoformat()),
        )
        self.db.commit()
        logger.info("Created a key for %s", owner)
        return key

    def owner_of(self, value):
        digest = hashlib.sha256(value.encode()).hexdigest()
        if MASTER_KEY_SHA256 and hmac.compare_digest(digest, MASTER_KEY_SHA256):
            return "master"
        row = self.db.execute("SELECT owner FROM api_keys WHERE digest = ?", (digest,)).fetchone()
        return row[0] if row else None
