import logging

import asyncpg
import bcrypt

logger = logging.getLogger("brackets")


class RefereeService:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def authenticate(self, nickname: str, password: str) -> int | None:
        row = await self.pool.fetchrow("SELECT id, password FROM referees WHERE nickname = $1", nickname)
        if row is None or not bcrypt.checkpw(password.encode(), row["password"].encode()):
            logger.warning("failed login for %s", nickname)
            return None
        return row["id"]
