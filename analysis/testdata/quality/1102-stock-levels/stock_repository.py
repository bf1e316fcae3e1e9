from dataclasses import dataclass, field

from db import connection

SORTS = {
    "sku": "sku",
    "name": "name COLLATE NOCASE",
    "quantity": "quantity",
    "bin": "bin",
}


@dataclass(frozen=True)
class StockQuery:
    warehouse: str
    term: str = ""
    sort: str = "sku"
    direction: str = "asc"
    page: int = 1
    tags: list[str] = field(default_factory=list)


class StockRepository:
    PAGE_SIZE = 50

    def _where(self, query: StockQuery) -> tuple[str, list[object]]:
        clauses = ["warehouse = ?"]
        params: list[object] = [query.warehouse]
        if query.term:
            clauses.append("name LIKE ?")
            params.append(f"%{query.term}%")
        return " AND ".join(clauses), params

    def _order(self, query: StockQuery) -> str:
        column = SORTS.get(query.sort, SORTS["sku"])
        direction = "DESC" if query.direction.lower() == "desc" else "ASC"
        return f"{column} {direction}"

    def search(self, query: StockQuery) -> list[dict]:
        where, params = self._where(query)
        sql = f"SELECT sku, name, quantity, bin FROM stock WHERE {where} ORDER BY {self._order(query)} LIMIT ? OFFSET ?"
        params += [self.PAGE_SIZE, (query.page - 1) * self.PAGE_SIZE]
        with connection() as conn:
            return [dict(row) for row in conn.execute(sql, params)]

    def tagged(self, query: StockQuery) -> list[dict]:
        tags = query.tags[:20]
        marks = ", ".join("?" * len(tags))
        sql = (
            "SELECT DISTINCT s.sku, s.name, s.quantity FROM stock s "
            "JOIN stock_tags t ON t.sku = s.sku "
            "WHERE s.warehouse = ? AND t.tag IN (" + marks + ") LIMIT 200"
        )
        with connection() as conn:
            cursor = conn.cursor()
            cursor.execute(sql, (query.warehouse, *tags))
            return [dict(row) for row in cursor]

    def adjust(self, warehouse: str, sku: str, delta: int) -> bool:
        with connection() as conn:
            cursor = conn.execute(
                "UPDATE stock SET quantity = quantity + ? WHERE warehouse = ? AND sku = ? AND quantity + ? >= 0",
                (delta, warehouse, sku, delta),
            )
            return cursor.rowcount == 1
