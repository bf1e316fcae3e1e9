from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated

import asyncpg
import redis.asyncio as redis
from fastapi import Depends, HTTPException, Request

from config import get_settings


@dataclass(frozen=True)
class Nurse:
    id: int
    feed_version: int


@dataclass(frozen=True)
class Shift:
    id: int
    ward: str
    starts_at: datetime
    ends_at: datetime


@lru_cache
def _redis() -> redis.Redis:
    return redis.from_url(get_settings().redis_url.get_secret_value(), socket_timeout=2)


async def hit(name: str, limit: int, seconds: int) -> bool:
    async with _redis().pipeline() as pipe:
        pipe.set(f"limit:{name}", 0, ex=seconds, nx=True)
        pipe.incr(f"limit:{name}")
        _, count = await pipe.execute()
    return count <= limit


class ShiftStore:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def feed_version(self, nurse_id: int) -> int | None:
        return await self._pool.fetchval("SELECT feed_version FROM nurses WHERE id = $1 AND active", nurse_id)

    async def bump_feed_version(self, nurse_id: int) -> None:
        await self._pool.execute("UPDATE nurses SET feed_version = feed_version + 1 WHERE id = $1", nurse_id)

    async def upcoming(self, nurse_id: int, limit: int) -> list[Shift]:
        rows = await self._pool.fetch(
            "SELECT id, ward, starts_at, ends_at FROM shifts WHERE nurse_id = $1 AND ends_at > now() "
            "ORDER BY starts_at LIMIT $2",
            nurse_id, limit,
        )
        return [Shift(**row) for row in rows]


def get_store(request: Request) -> ShiftStore:
    return ShiftStore(request.app.state.pool)


async def current_nurse(request: Request, store: Annotated[ShiftStore, Depends(get_store)]) -> Nurse:
    nurse_id = request.session.get("nurse_id")
    version = await store.feed_version(nurse_id) if nurse_id is not None else None
    if version is None:
        raise HTTPException(401, "Please sign in")
    return Nurse(nurse_id, version)
