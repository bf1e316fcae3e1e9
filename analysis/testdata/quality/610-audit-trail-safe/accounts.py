import os

import asyncpg
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

hasher = PasswordHasher()


async def update_password(user: str, old: str, new: str) -> bool:
    conn = await asyncpg.connect(os.environ["DATABASE_URL"], timeout=5, command_timeout=10)
    try:
        stored = await conn.fetchval("SELECT password_hash FROM users WHERE username = $1", user)
        try:
            hasher.verify(stored, old)
        except VerifyMismatchError:
            return False
        await conn.execute("UPDATE users SET password_hash = $1 WHERE username = $2", hasher.hash(new), user)
        return True
    finally:
        await conn.close()
