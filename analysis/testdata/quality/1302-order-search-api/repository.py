from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SORTABLE = {
    "created": "created_at",
    "total": "total_cents",
    "customer": "customer_name",
}
DIRECTIONS = {"asc": "ASC", "desc": "DESC"}


@dataclass
class OrderQuery:
    customer: str | None = None
    status: str | None = None
    sort: str = "created"
    direction: str = "desc"
    limit: int = 50


class OrderRepository:
    """Thin async repository around the orders table."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def _where(self, query: OrderQuery) -> tuple[str, dict]:
        clauses, params = ["deleted_at IS NULL", "tenant_id = :tenant"], {}
        if query.status:
            clauses.append("status = :status")
            params["status"] = query.status
        if query.customer:
            clauses.append("customer_name ILIKE :customer")
            params["customer"] = f"%{query.customer}%"
        return " AND ".join(clauses), params

    async def search(self, query: OrderQuery, tenant_id: int) -> list[dict]:
        where, params = self._where(query)
        params["limit"] = query.limit
        params["tenant"] = tenant_id
        order_by = SORTABLE.get(query.sort, "created_at")
        direction = DIRECTIONS.get(query.direction.lower(), "DESC")
        stmt = (
            "SELECT id, customer_name, status, total_cents, created_at FROM orders "
            f"WHERE {where} ORDER BY {order_by} {direction} LIMIT :limit"
        )
        rows = await self._session.execute(text(stmt), params)
        return [dict(r) for r in rows.mappings()]

    async def get(self, order_id: int, tenant_id: int) -> dict | None:
        row = await self._session.execute(
            text(
                "SELECT id, customer_name, status, total_cents FROM orders "
                "WHERE id = :id AND tenant_id = :tenant"
            ),
            {"id": order_id, "tenant": tenant_id},
        )
        found = row.mappings().first()
        return dict(found) if found else None
