import hmac
import secrets
import sqlite3
import time

DB = "club.db"


def make_code(length: int = 8) -> str:
    """Create the numeric code that we mail to the member."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def store_code(email: str, code: str) -> None:
    with sqlite3.connect(DB, timeout=5) as conn:
        conn.execute(
            "INSERT OR REPLACE INTO signin_codes (email, code, expires) VALUES (?, ?, ?)",
            (email, code, time.time() + 600),
        )


def use_code(email: str, given: str) -> bool:
    """A code works once only."""
    with sqlite3.connect(DB, timeout=5) as conn:
        row = conn.execute(
            "SELECT code FROM signin_codes WHERE email = ? AND expires > ?", (email, time.time())
        ).fetchone()
        conn.execute("DELETE FROM signin_codes WHERE email = ?", (email,))
    return row is not None and hmac.compare_digest(row[0].encode(), given.encode())
