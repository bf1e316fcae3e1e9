import random
import sqlite3
import time

DB = "club.db"


def make_code(length: int = 6) -> str:
    """Create the numeric code that we mail to the member."""
    return "".join(random.choice("0123456789") for _ in range(length))


def store_code(email: str, code: str) -> None:
    with sqlite3.connect(DB) as conn:
        conn.execute(
            "INSERT OR REPLACE INTO signin_codes (email, code, expires) VALUES (?, ?, ?)",
            (email, code, time.time() + 600),
        )


def take_code(email: str) -> str | None:
    with sqlite3.connect(DB) as conn:
        row = conn.execute(
            "SELECT code FROM signin_codes WHERE email = ? AND expires > ?", (email, time.time())
        ).fetchone()
    return row[0] if row else None
