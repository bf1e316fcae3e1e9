"""User store on psycopg2 with hashed passwords."""
import logging
import os

import psycopg2
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from psycopg2.extras import RealDictCursor

logger = logging.getLogger("driver.store")
hasher = PasswordHasher()


class UserStore:
    """Reads and changes driver accounts."""

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

    def verify(self, user, password):
        """Check a password against the stored argon2 hash."""
        try:
            hasher.verify(user["password"], password)
        except VerifyMismatchError:
            return False
        if hasher.check_needs_rehash(user["password"]):
            self.set_password(user["id"], password)
        return True

    def set_password(self, user_id, password):
        """Hash and store a new password."""
        password = hasher.hash(password)
        self._query("UPDATE users SET password = %s WHERE id = %s", (password, user_id))
        logger.info("Password of user %s changed", user_id)

    def create(self, email, password):
        """Create an account."""
        self._query("INSERT INTO users (email, password) VALUES (%s, %s)", (email, hasher.hash(password)))
