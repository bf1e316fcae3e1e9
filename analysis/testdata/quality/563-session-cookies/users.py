import os
from dataclasses import dataclass

import asyncpg


@dataclass
class User:
    id: int
    email: str
    password_hash: str


async def find_user(email: str) -> User | None:
    conn = await asyncpg.connect(os.environ["DATABASE_URL"], timeout=5)
    try:
        row = await conn.fetchrow("SELECT id, email, password_hash FROM users WHERE email = $1", email)
    finally:
        await conn.close()
    return User(**row) if row else None
