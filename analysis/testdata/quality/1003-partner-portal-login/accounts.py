import hashlib
import os
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

DB_PATH = os.environ.get("PORTAL_DB", "portal.db")
hasher = PasswordHasher()


@dataclass
class Partner:
    id: int
    email: str
    company: str


def _connect():
    conn = sqlite3.connect(DB_PATH, timeout=5)
    conn.row_factory = sqlite3.Row
    return conn


def authenticate(email, password):
    with _connect() as conn:
        row = conn.execute(
            "SELECT id, email, company, password_hash FROM partners WHERE email = ?",
            (email.strip().lower(),),
        ).fetchone()
    if row is None:
        return None
    try:
        hasher.verify(row["password_hash"], password)
    except VerifyMismatchError:
        return None
    return Partner(row["id"], row["email"], row["company"])


def load_partner(partner_id):
    with _connect() as conn:
        row = conn.execute(
            "SELECT id, email, company FROM partners WHERE id = ?", (partner_id,)
        ).fetchone()
    return Partner(**dict(row)) if row else None


def issue_remember_token(partner_id, days):
    token = secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    expires = datetime.now(timezone.utc) + timedelta(days=days)
    with _connect() as conn:
        conn.execute(
            "INSERT INTO remember_tokens (partner_id, token_digest, expires_at) VALUES (?, ?, ?)",
            (partner_id, digest, expires.isoformat()),
        )
    return token
