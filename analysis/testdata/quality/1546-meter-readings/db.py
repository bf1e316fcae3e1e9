import os
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

import aiosqlite


class Database:
    def __init__(self, conn: aiosqlite.Connection) -> None:
        self._conn = conn

    async def fetch_one(self, sql: str, args: Sequence[Any]) -> dict[str, Any] | None:
        async with self._conn.execute(sql, args) as cursor:
            row = await cursor.fetchone()
        return dict(row) if row else None

    async def fetch_all(self, sql: str, args: Sequence[Any]) -> list[dict[str, Any]]:
        async with self._conn.execute(sql, args) as cursor:
            return [dict(row) async for row in cursor]

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        await self._conn.executemany(sql, rows)
        await self._conn.commit()


async def get_db() -> AsyncIterator[Database]:
    async with aiosqlite.connect(os.environ.get("METER_DB", "meters.db"), timeout=5) as conn:
        conn.row_factory = aiosqlite.Row
        yield Database(conn)
