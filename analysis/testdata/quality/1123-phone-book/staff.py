import os
import sqlite3

from flask_login import UserMixin


class StaffMember(UserMixin):
    def __init__(self, member_id: int, name: str) -> None:
        self.id = member_id
        self.name = name


def load_staff(member_id: str) -> StaffMember | None:
    conn = sqlite3.connect(os.environ["STAFF_DB"], timeout=5)
    try:
        row = conn.execute("SELECT id, name FROM staff WHERE id = ? AND active = 1", (member_id,)).fetchone()
    finally:
        conn.close()
    return StaffMember(*row) if row else None
