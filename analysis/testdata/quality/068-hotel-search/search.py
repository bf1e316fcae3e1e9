"""Hotel search with psycopg: conditions are built from a table of known fields."""
from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg.rows import dict_row

FIELDS = {"city": "h.city", "stars": "h.stars", "price": "r.price_cents"}
OPERATORS = {"eq": "=", "lt": "<", "gt": ">", "ge": ">=", "le": "<="}


class InvalidFilter(ValueError):
    """Raised for unknown fields or operators."""


class QueryBuilder:
    """Collects conditions and builds a SELECT statement."""

    def __init__(self, table: str, columns: tuple[str, ...]):
        self.table = table
        self.columns = columns
        self._where: list[str] = []
        self._params: list[Any] = []

    def where(self, field: str, operator: str, value: Any) -> "QueryBuilder":
        """Add a condition on a known field."""
        try:
            column, symbol = FIELDS[field], OPERATORS[operator]
        except KeyError as exc:
            raise InvalidFilter(f"unknown field or operator: {exc}") from None
        self._where.append(f"{column} {symbol} %s")
        self._params.append(value)
        return self

    def build(self, limit: int) -> tuple[str, list[Any]]:
        """Return the statement and its parameters."""
        sql = f"SELECT {', '.join(self.columns)} FROM {self.table}"
        if self._where:
            sql += " WHERE " + " AND ".join(self._where)
        return sql + f" ORDER BY r.price_cents LIMIT {int(limit)}", self._params


@asynccontextmanager
async def connection():
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], row_factory=dict_row) as conn:
        yield conn


async def search_hotels(filters: list[dict], limit: int) -> list[dict]:
    """Run a search; each filter has field, op and value."""
    builder = QueryBuilder("hotels h JOIN rooms r ON r.hotel_id = h.id", ("h.id", "h.name", "r.price_cents"))
    for item in filters:
        builder.where(item["field"], item.get("op", "eq"), item["value"])
    sql, params = builder.build(limit)
    async with connection() as conn:
        cursor = await conn.execute(sql, params)
        return await cursor.fetchall()
