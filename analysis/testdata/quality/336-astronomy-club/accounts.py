from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from typing import Optional

PRIVATE = {"password_hash", "reset_digest", "email"}


@dataclass
class Account:
    id: int
    email: str
    nickname: str
    role: str
    password_hash: str
    reset_digest: Optional[str] = None

    def public(self) -> dict:
        return {k: v for k, v in asdict(self).items() if k not in PRIVATE}


class Accounts:
    COLUMNS = "id, email, nickname, role, password_hash, reset_digest"

    def __init__(self, conn: sqlite3.Connection, hasher):
        self.conn = conn
        self.hasher = hasher

    def _one(self, where, value):
        row = self.conn.execute(f"SELECT {self.COLUMNS} FROM accounts WHERE {where} = ?", (value,)).fetchone()
        return Account(*row) if row else None

    def by_id(self, value):
        return self._one("id", value)

    def by_email(self, value):
        return self._one("email", value)

    def by_reset(self, value):
        return self._one("reset_digest", value)

    def all(self):
        return [Account(*r) for r in self.conn.execute(f"SELECT {self.COLUMNS} FROM accounts")]

    def add(self, email, nickname, password):
        hashed = self.hasher.hash(password)
        cur = self.conn.execute(
            "INSERT INTO accounts (email, nickname, role, password_hash) VALUES (?, ?, 'member', ?)",
            (email, nickname, hashed),
        )
        self.conn.commit()
        return cur.lastrowid

    def set_password(self, account, password):
        self.conn.execute(
            "UPDATE accounts SET password_hash = ?, reset_digest = NULL WHERE id = ?",
            (self.hasher.hash(password), account.id),
        )
        self.conn.commit()

    def set_reset(self, account, digest):
        self.conn.execute("UPDATE accounts SET reset_digest = ? WHERE id = ?", (digest, account.id))
        self.conn.commit()
