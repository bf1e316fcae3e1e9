"""Flight search with psycopg."""
from __future__ import annotations

import os
from typing import Any

import psycopg
from psycopg.rows import dict_row


class QueryBuilder:
    """Collects conditions and builds a SELECT statement."""

    def __init__(self, table: str, columns: tuple[str, ...]):
        self.table = table
        self.columns = columns
        self._where: list[str] = []
        self._params: list[Any] = []
        self._order = "departure"

    def where(self, column: str, operator: str, value: Any) -> "QueryBuilder":
        """Add a condition."""
        self._where.append(f"{column} {operator} %s")
        self._params.append(value)
        return self

    def order_by(self, column: str) -> "QueryBuilder":
        self._order = column
        return self

    def build(self) -> tuple[str, list[Any]]:
        """Return the statement and its parameters."""
        sql = f"SELECT {', '.join(self.columns)} FROM {self.table}"
        if self._where:
            sql += " WHERE " + " AND ".join(self._where)
        return sql + f" ORDER BY {self._order}", self._params


async def search_flights(filters: list[dict]) -> list[dict]:
    """Run a search; each filter has field, op and value."""
    builder = QueryBuilder("flights", ("id", "origin", "destination", "departure", "price"))
    for item in filters:
        builder.where(item["field"], item.get("op", "="), item["value"])
    sql, params = builder.build()
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], row_factory=dict_row) as conn:
        cursor = await conn.execute(sql, params)
        return await cursor.fetchall()


async def cheapest(origin: str) -> list[dict]:
    """Return the cheapest flights from an airport."""
    builder = QueryBuilder("flights", ("id", "destination", "price")).where("origin", "=", origin).order_by("price")
    sql, params = builder.build()
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], row_factory=dict_row) as conn:
        cursor = await conn.execute(sql + " LIMIT 10", params)
        return await cursor.fetchall()
