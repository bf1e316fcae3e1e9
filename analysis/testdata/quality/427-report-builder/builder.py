from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


def quote_identifier(name: str) -> str:
    return name.replace('"', '""')


async def column_names(session: AsyncSession, table: str) -> list[str]:
    """Columns of a table, used by the report editor."""
    name = quote_identifier(table)
    result = await session.scalars(text(f"SELECT column_name FROM information_schema.columns WHERE table_name = '{name}'"))
    return list(result)


class ReportBuilder:
    """Fluent builder producing one SELECT with bound filter values."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._groups: list[str] = []
        self._aggregates: list[str] = []
        self._conditions: list[str] = []
        self._params: dict[str, Any] = {}
        self._having: str | None = None
        self._limit = 100

    def group(self, *columns: str) -> ReportBuilder:
        self._groups.extend(columns)
        return self

    def aggregate(self, func: str, column: str) -> ReportBuilder:
        self._aggregates.append(f"{func.upper()}({column}) AS {func}_{column}")
        return self

    def where(self, filters: dict[str, Any]) -> ReportBuilder:
        for i, (column, value) in enumerate(filters.items()):
            self._conditions.append(f"{column} = :p{i}")
            self._params[f"p{i}"] = value
        return self

    def having(self, minimum: float) -> ReportBuilder:
        self._having = "COUNT(*) >= :having_min"
        self._params["having_min"] = minimum
        return self

    def limit(self, n: int) -> ReportBuilder:
        self._limit = n
        return self

    def to_sql(self) -> str:
        select = ", ".join(self._groups + self._aggregates)
        sql = f"SELECT {select} FROM {self.table}"
        if self._conditions:
            sql += " WHERE " + " AND ".join(self._conditions)
        if self._groups:
            sql += " GROUP BY " + ", ".join(self._groups)
        if self._having:
            sql += f" HAVING {self._having}"
        return sql + f" LIMIT {self._limit}"

    async def run(self, session: AsyncSession) -> list[dict]:
        result = await session.execute(text(self.to_sql()), self._params)
        return [dict(row) for row in result.mappings()]
