import os
import sqlite3
from dataclasses import dataclass

from flask_login import UserMixin


@dataclass
class PortalUser(UserMixin):
    id: int
    company_id: int
    may_delete: bool


def load_user(user_id):
    conn = sqlite3.connect(os.environ["PORTAL_DB"], timeout=5)
    try:
        row = conn.execute(
            "SELECT id, company_id, may_delete FROM users WHERE id = ? AND active = 1", (user_id,)
        ).fetchone()
    finally:
        conn.close()
    return PortalUser(row[0], row[1], bool(row[2])) if row else None
