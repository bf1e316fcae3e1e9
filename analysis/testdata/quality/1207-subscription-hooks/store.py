import os

import asyncpg

_pool: asyncpg.Pool | None = None


async def connect() -> None:
    global _pool
    _pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], timeout=5, command_timeout=10)


async def close() -> None:
    if _pool is not None:
        await _pool.close()


async def set_plan(account: str, plan: str, active: bool) -> None:
    async with _pool.acquire() as conn:
        await conn.execute(
            "UPDATE accounts SET plan = $1, active = $2 WHERE billing_ref = $3", plan, active, account
        )


async def mark_delivered(order_ref: str) -> None:
    async with _pool.acquire() as conn:
        await conn.execute("UPDATE shipments SET status = 'delivered' WHERE order_ref = $1", order_ref)
