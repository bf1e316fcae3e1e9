from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SORTABLE = {"reference": "reference", "carrier": "carrier", "newest": "id"}

BASE_QUERY = "SELECT id, reference, carrier, status FROM shipments"


class ShipmentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    def _where(self, depot_id: int, status: str | None, carrier: str | None):
        clauses, params = ["depot_id = :depot_id"], {"depot_id": depot_id}
        if status:
            clauses.append("status = :status")
            params["status"] = status
        if carrier:
            clauses.append("carrier ILIKE :carrier")
            params["carrier"] = f"%{carrier}%"
        return " AND ".join(clauses), params

    async def board(self, depot_id, status=None, carrier=None, sort="newest", limit=50):
        where, params = self._where(depot_id, status, carrier)
        column = SORTABLE.get(sort, "id")
        query = f"{BASE_QUERY} WHERE {where} ORDER BY {column} LIMIT :limit"
        result = await self.session.execute(text(query), {**params, "limit": limit})
        return [dict(row) for row in result.mappings()]
