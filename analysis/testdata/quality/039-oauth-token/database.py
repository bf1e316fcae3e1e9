"""Async database access with psycopg."""
import os
from contextlib import asynccontextmanager

from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

pool = AsyncConnectionPool(os.environ["DATABASE_URL"], open=False, kwargs={"row_factory": dict_row})


@asynccontextmanager
async def lifespan(app):
    """Open and close the pool with the application."""
    await pool.open()
    yield
    await pool.close()


async def fetch_one(query: str, params: tuple = ()) -> dict | None:
    """Run a query and return the first row."""
    async with pool.connection() as conn:
        cursor = await conn.execute(query, params)
        return await cursor.fetchone()


async def fetch_all(query: str, params: tuple = ()) -> list[dict]:
    """Run a query and return all rows."""
    async with pool.connection() as conn:
        cursor = await conn.execute(query, params)
        return await cursor.fetchall()
