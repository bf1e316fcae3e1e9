import os
from collections.abc import AsyncIterator

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

engine = create_async_engine(
    os.environ["DATABASE_URL"], pool_timeout=10, connect_args={"timeout": 5, "command_timeout": 15}
)
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)
PAGE_SIZE = 40
FILTERS = {"tag": "tag = :tag", "era": "era = :era"}


async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


class ObjectRepository:
    def __init__(self, session: AsyncSession):
        self.session = session

    async def find(self, filters: dict[str, str | None], page: int) -> list[dict]:
        params: dict[str, object] = {k: v for k, v in filters.items() if v and k in FILTERS}
        conditions = [FILTERS[name] for name in params]
        where = "WHERE " + " AND ".join(conditions) if conditions else ""
        stmt = f"""
            SELECT id, inventory_no, title, description
            FROM objects {where}
            ORDER BY inventory_no
            LIMIT :limit OFFSET :offset
        """
        params["limit"] = PAGE_SIZE
        params["offset"] = (page - 1) * PAGE_SIZE
        result = await self.session.execute(text(stmt), params)
        return [dict(row) for row in result.mappings()]
