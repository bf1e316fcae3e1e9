import hashlib
import random
import sqlite3
import string
import time
from dataclasses import dataclass


@dataclass
class Member:
    id: int
    email: str
    password_hash: str


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class MemberManager:
    CODE_TTL = 600

    def __init__(self, path: str) -> None:
        self._path = path

    def _execute(self, sql: str, params: tuple) -> tuple | None:
        conn = sqlite3.connect(self._path, timeout=5)
        try:
            with conn:
                return conn.execute(sql, params).fetchone()
        finally:
            conn.close()

    def find(self, email: str) -> Member | None:
        row = self._execute("SELECT id, email, password_hash FROM members WHERE email = ?", (email,))
        return Member(*row) if row else None

    def create(self, email: str, password: str) -> None:
        self._execute("INSERT INTO members (email, password_hash) VALUES (?, ?)", (email, digest(password)))

    def set_password(self, member: Member, password: str) -> None:
        self._execute("UPDATE members SET password_hash = ? WHERE id = ?", (digest(password), member.id))
        self._execute("DELETE FROM recovery WHERE member_id = ?", (member.id,))

    def start_recovery(self, member: Member) -> str:
        code = "".join(random.choices(string.ascii_uppercase + string.digits, k=8))
        self._execute(
            "INSERT OR REPLACE INTO recovery (member_id, code, expires) VALUES (?, ?, ?)",
            (member.id, code, int(time.time()) + self.CODE_TTL),
        )
        return code

    def check_recovery(self, member: Member, code: str) -> bool:
        row = self._execute("SELECT code, expires FROM recovery WHERE member_id = ?", (member.id,))
        if row is None or row[1] < time.time():
            return False
        stored = row[0]
        return stored == code.strip().upper()
