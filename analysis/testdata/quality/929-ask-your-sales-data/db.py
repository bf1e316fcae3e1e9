import os

import asyncpg

_pool: asyncpg.Pool | None = None


async def pool() -> asyncpg.Pool:
    global _pool
    if _pool is None:
        _pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], timeout=5, command_timeout=15)
    return _pool


async def run_query(sql: str) -> list[dict]:
    async with (await pool()).acquire() as conn:
        rows = await conn.fetch(sql)
    return [dict(row) for row in rows[:500]]
