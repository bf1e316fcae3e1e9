from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass, fields
from typing import Generic, Iterable, Optional, TypeVar

T = TypeVar("T")


@dataclass
class Account:
    id: int
    email: str
    voice: str
    password_hash: str
    reset_token: Optional[str] = None


class Repository(Generic[T]):
    def __init__(self, conn: sqlite3.Connection, kind: type[T], table: str):
        self.conn = conn
        self.kind = kind
        self.columns = ", ".join(f.name for f in fields(kind))
        self.table = table

    def get(self, key: int) -> Optional[T]:
        row = self.conn.execute(
            f"SELECT {self.columns} FROM {self.table} WHERE id = ?", (key,)
        ).fetchone()
        return self.kind(*row) if row else None

    def by(self, column: str, value) -> Optional[T]:
        assert column in {f.name for f in fields(self.kind)}
        row = self.conn.execute(
            f"SELECT {self.columns} FROM {self.table} WHERE {column} = ?", (value,)
        ).fetchone()
        return self.kind(*row) if row else None

    def all(self) -> list[T]:
        return [self.kind(*r) for r in self.conn.execute(f"SELECT {self.columns} FROM {self.table}")]


class AccountStore(Repository[Account]):
    def __init__(self, conn):
        super().__init__(conn, Account, "accounts")

    def add(self, email: str, voice: str, secret: str) -> int:
        cur = self.conn.execute(
            "INSERT INTO accounts (email, voice, password_hash) VALUES (?, ?, ?)",
            (email, voice, secret),
        )
        self.conn.commit()
        return cur.lastrowid

    def set_password(self, account_id: int, hashed: str):
        self.conn.execute(
            "UPDATE accounts SET password_hash = ?, reset_token = NULL WHERE id = ?", (hashed, account_id)
        )
        self.conn.commit()

    def set_reset_token(self, account_id: int, digest: str):
        self.conn.execute("UPDATE accounts SET reset_token = ? WHERE id = ?", (digest, account_id))
        self.conn.commit()


def export(accounts: Iterable[Account]) -> list[dict]:
    return [asdict(a) for a in accounts]
