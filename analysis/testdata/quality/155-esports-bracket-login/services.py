import logging
from typing import Any

import asyncpg

logger = logging.getLogger("brackets")


class PlayerService:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def authenticate(self, nickname: str, password: str) -> dict[str, Any] | None:
        row = await self.pool.fetchrow(
            "SELECT id, nickname, email, password, team FROM players WHERE nickname = $1 AND password = $2",
            nickname,
            password,
        )
        if row is None:
            logger.warning("failed login for %s with %r", nickname, password)
            return None
        return dict(row)

    async def team(self, team_id: int) -> list[dict[str, Any]]:
        rows = await self.pool.fetch("SELECT id, nickname FROM players WHERE team = $1", team_id)
        return [dict(r) for r in rows]
