"""User store on psycopg2."""
import logging
import os

import psycopg2
from psycopg2.extras import RealDictCursor

logger = logging.getLogger("staff.store")


class UserStore:
    """Reads and changes staff accounts."""

    def __init__(self, dsn=None):
        self.dsn = dsn or os.environ["DATABASE_URL"]

    def _query(self, sql, params):
        with psycopg2.connect(self.dsn) as conn:
            with conn.cursor(cursor_factory=RealDictCursor) as cur:
                cur.execute(sql, params)
                return cur.fetchall() if cur.description else []

    def find(self, email):
        """Return the account of an e-mail address."""
        rows = self._query("SELECT id, email, password FROM users WHERE email = %s", (email,))
        return rows[0] if rows else None

    def set_password(self, user_id, password):
        """Store a new password."""
        with psycopg2.connect(self.dsn) as conn, conn.cursor() as cur:
            cur.execute("UPDATE users SET password = %s WHERE id = %s", (password, user_id))
        logger.info("New password for user %s: %s", user_id, password)

    def touch(self, user_id):
        """Remember the last activity."""
        self._query("UPDATE users SET last_seen = NOW() WHERE id = %s", (user_id,))
