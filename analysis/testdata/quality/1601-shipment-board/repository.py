from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


BASE_QUERY = "SELECT id, reference, carrier, status FROM shipments"


class ShipmentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    def _where(self, depot_id: int, status: str | None, carrier: str | None) -> str:
        clauses = [f"depot_id = {int(depot_id)}"]
        if status:
            clauses.append("status = '%s'" % status)
        if carrier:
            clauses.append("carrier ILIKE '%" + carrier + "%'")
        return " AND ".join(clauses)

    async def board(self, depot_id, status=None, carrier=None, sort="newest", limit=50):
        where = self._where(depot_id, status, carrier)
        query = f"{BASE_QUERY} WHERE {where} ORDER BY {sort} LIMIT :limit"
        result = await self.session.execute(text(query), {"limit": limit})
        return [dict(row) for row in result.mappings()]
