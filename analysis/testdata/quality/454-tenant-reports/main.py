"""Multi-tenant reports on PostgreSQL with psycopg 3."""
import os
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from psycopg import sql
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from auth import CurrentUser, current_user

pool = AsyncConnectionPool(os.environ["DATABASE_URL"], open=False, kwargs={"row_factory": dict_row})

TABLES = {"orders": "orders", "returns": "order_returns"}
COLUMNS = {"orders": {"id", "status", "total"}, "returns": {"id", "reason"}}


class Bucket(StrEnum):
    day = "day"
    week = "week"
    month = "month"


@asynccontextmanager
async def lifespan(_app: FastAPI):
    await pool.open()
    yield
    await pool.close()


app = FastAPI(lifespan=lifespan)


async def tenant_connection(user: Annotated[CurrentUser, Depends(current_user)]):
    async with pool.connection() as conn:
        await conn.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(user.schema_name)))
        try:
            yield conn
        finally:
            await conn.execute("RESET search_path")


class Reports:
    def __init__(self, conn: Annotated[object, Depends(tenant_connection)]):
        self.conn = conn

    async def _all(self, query, params=()):
        async with self.conn.cursor() as cur:
            await cur.execute(query, params)
            return await cur.fetchall()

    async def listing(self, kind: str, column: str, descending: bool, filters: dict):
        query = sql.SQL("SELECT id, created_at FROM {table}").format(table=sql.Identifier(TABLES[kind]))
        if filters:
            query += sql.SQL(" WHERE ") + sql.SQL(" AND ").join(
                sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in filters
            )
        order = sql.SQL("DESC") if descending else sql.SQL("ASC")
        query += sql.SQL(" ORDER BY {} {} LIMIT 100").format(sql.Identifier(column), order)
        return await self._all(query, filters)

    async def totals(self, bucket: Bucket, statuses: list[str]):
        query = f"SELECT date_trunc('{bucket.value}', created_at) AS bucket, SUM(total) AS total FROM orders"
        params: list = []
        if statuses:
            query += f" WHERE status IN ({', '.join(['%s'] * len(statuses))})"
            params += statuses
        return await self._all(query + " GROUP BY 1 ORDER BY 1", params)

    async def by_ids(self, ids: list[int]):
        return await self._all("SELECT id, total FROM orders WHERE id = ANY(%s)", (ids,))


@app.get("/list/{kind}")
async def listing(kind: str, reports: Reports = Depends(), sort: str = "id", desc: bool = False, status: str | None = None):
    if kind not in TABLES or sort not in COLUMNS[kind]:
        raise HTTPException(status_code=400, detail="Unknown list or column")
    filters = {"status": status} if status and kind == "orders" else {}
    return await reports.listing(kind, sort, desc, filters)


@app.get("/totals")
async def totals(bucket: Bucket = Bucket.day, status: list[str] = Query(default=[]), reports: Reports = Depends()):
    return await reports.totals(bucket, status)


@app.get("/orders")
async def orders(ids: list[int] = Query(...), reports: Reports = Depends()):
    return await reports.by_ids(ids)
