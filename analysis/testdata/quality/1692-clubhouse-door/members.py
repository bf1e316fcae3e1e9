import os
import sqlite3


def phone_is_registered(phone: str) -> bool:
    with sqlite3.connect(os.environ["MEMBERS_DB"], timeout=5) as conn:
        row = conn.execute("SELECT 1 FROM members WHERE phone = ? AND active = 1", (phone,)).fetchone()
    return row is not None
