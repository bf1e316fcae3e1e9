"""Read side of the orders table.

The list is written in SQL because the planner needs the window function; only
fragments from the constants below ever become part of the statement.
"""
from datetime import date
from enum import Enum

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


class OrderSort(str, Enum):
    newest = "newest"
    oldest = "oldest"
    total = "total"


_ORDER_BY = {
    OrderSort.newest: "o.created_at DESC, o.id DESC",
    OrderSort.oldest: "o.created_at ASC, o.id ASC",
    OrderSort.total: "o.total_cents DESC, o.id DESC",
}


class OrderRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def list_for_account(
        self,
        account_id: int,
        sort: OrderSort,
        *,
        since: date | None = None,
        number_contains: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[dict]:
        clauses = ["o.account_id = :account_id"]
        params: dict[str, object] = {"account_id": account_id, "limit": limit, "offset": offset}

        if since is not None:
            clauses.append("o.created_at >= :since")
            params["since"] = since
        if number_contains:
            clauses.append("o.number ILIKE :needle ESCAPE '\\'")
            params["needle"] = f"%{_escape_like(number_contains)}%"

        statement = text(
            f"""
            SELECT o.id, o.number, o.total_cents, o.created_at,
                   count(*) OVER () AS full_count
              FROM orders o
             WHERE {' AND '.join(clauses)}
             ORDER BY {_ORDER_BY[sort]}
             LIMIT :limit OFFSET :offset
            """
        )
        result = await self._session.execute(statement, params)
        return [dict(row) for row in result.mappings()]


def _escape_like(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
