from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass
class OrderQuery:
    """Collects the pieces of the search statement before it is executed."""

    customer_id: int
    conditions: list[str] = field(default_factory=list)
    params: dict = field(default_factory=dict)
    order_by: str = "created_at DESC"

    def with_status(self, status: str | None) -> "OrderQuery":
        if status:
            self.conditions.append("status = :status")
            self.params["status"] = status
        return self

    def with_reference(self, reference: str | None) -> "OrderQuery":
        if reference:
            self.conditions.append("reference ILIKE :reference")
            self.params["reference"] = f"%{reference}%"
        return self

    def sorted_by(self, column: str, direction: str) -> "OrderQuery":
        self.order_by = f"{column} {direction}"
        return self

    async def run(self, session: AsyncSession, limit: int, offset: int) -> list[dict]:
        where = " AND ".join(["customer_id = :customer_id", *self.conditions])
        statement = (
            "SELECT id, reference, status, total, created_at FROM orders "
            f"WHERE {where} ORDER BY {self.order_by} LIMIT :limit OFFSET :offset"
        )
        bound = {**self.params, "customer_id": self.customer_id, "limit": limit, "offset": offset}
        result = await session.execute(text(statement), bound)
        return [dict(row) for row in result.mappings()]
