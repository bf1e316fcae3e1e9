import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import psycopg
from psycopg.rows import class_row


@dataclass
class User:
    id: int
    email: str
    password_hash: str = field(repr=False)


class UserStore:
    def __init__(self, conn: psycopg.Connection) -> None:
        self._conn = conn

    def _one(self, condition: str, value: object) -> User | None:
        with self._conn.cursor(row_factory=class_row(User)) as cur:
            cur.execute(f"SELECT id, email, password_hash FROM users WHERE active AND {condition} = %s", (value,))
            return cur.fetchone()

    def by_email(self, email: str) -> User | None:
        return self._one("lower(email)", email)

    def by_id(self, user_id: int) -> User | None:
        return self._one("id", user_id)

    def add_refresh(self, user_id: int, token_hash: str, expires: datetime) -> None:
        self._conn.execute(
            "INSERT INTO refresh_tokens (user_id, token_hash, expires_at) VALUES (%s, %s, %s)",
            (user_id, token_hash, expires),
        )

    def take_refresh(self, token_hash: str) -> int | None:
        row = self._conn.execute(
            "DELETE FROM refresh_tokens WHERE token_hash = %s AND expires_at > now() RETURNING user_id", (token_hash,)
        ).fetchone()
        return row[0] if row else None

    def drop_refresh(self, user_id: int) -> None:
        self._conn.execute("DELETE FROM refresh_tokens WHERE user_id = %s", (user_id,))


def get_users() -> Iterator[UserStore]:
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5, options="-c statement_timeout=5000") as conn:
        yield UserStore(conn)
