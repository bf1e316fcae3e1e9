from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass
class OrderQuery:
    customer: str | None = None
    status: str | None = None
    sort: str = "created_at"
    direction: str = "desc"
    limit: int = 50


class OrderRepository:
    """Thin async repository around the orders table."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def _where(self, query: OrderQuery) -> tuple[str, dict]:
        clauses, params = ["deleted_at IS NULL"], {}
        if query.status:
            clauses.append("status = :status")
            params["status"] = query.status
        if query.customer:
            clauses.append(f"customer_name ILIKE '%{query.customer}%'")
        return " AND ".join(clauses), params

    async def search(self, query: OrderQuery, tenant_id: int) -> list[dict]:
        where, params = self._where(query)
        params["limit"] = query.limit
        params["tenant"] = tenant_id
        stmt = (
            "SELECT id, customer_name, status, total_cents, created_at FROM orders "
            f"WHERE tenant_id = :tenant AND {where} "
            f"ORDER BY {query.sort} {query.direction} LIMIT :limit"
        )
        rows = await self._session.execute(text(stmt), params)
        return [dict(r) for r in rows.mappings()]

    async def get(self, order_id: int) -> dict | None:
        row = await self._session.execute(
            text("SELECT id, customer_name, status, total_cents FROM orders WHERE id = :id"),
            {"id": order_id},
        )
        found = row.mappings().first()
        return dict(found) if found else None
