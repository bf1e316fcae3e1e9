import os

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine(
    os.environ["WAREHOUSE_URL"],
    pool_pre_ping=True,
    connect_args={"timeout": 5, "command_timeout": 20},
)


async def fetch(statement: str, limit: int = 200) -> list[dict]:
    async with engine.begin() as conn:
        result = await conn.execute(text(statement))
        return [dict(row) for row in result.mappings().fetchmany(limit)]
