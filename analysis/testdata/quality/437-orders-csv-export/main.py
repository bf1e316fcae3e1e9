"""Export orders as CSV."""
import csv
import io
import logging
import os
from contextlib import asynccontextmanager
from typing import Optional

import aiosqlite
from fastapi import Body, Depends, FastAPI, HTTPException, Query
from fastapi.responses import StreamingResponse

from deps import current_merchant

logger = logging.getLogger(__name__)
DB_PATH = os.getenv("ORDERS_DB", "orders.db")


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.db = await aiosqlite.connect(DB_PATH)
    app.state.db.row_factory = aiosqlite.Row
    yield
    await app.state.db.close()


app = FastAPI(lifespan=lifespan)


class ExportQuery:
    """Collects the query parameters of the export (used as a dependency)."""

    def __init__(
        self,
        date_from: Optional[str] = Query(None, alias="from"),
        date_to: Optional[str] = Query(None, alias="to"),
        statuses: list[str] = Query(default=[]),
        delimiter: str = ",",
    ):
        self.date_from = date_from
        self.date_to = date_to
        self.statuses = [s.replace("'", "''") for s in statuses]
        self.delimiter = delimiter if delimiter in {",", ";", "\t"} else ","

    def where(self, merchant_id: int) -> str:
        parts = [f"merchant_id = {merchant_id}"]
        if self.date_from:
            parts.append(f"created_at >= '{self.date_from}'")
        if self.date_to:
            parts.append(f"created_at < '{self.date_to}'")
        if self.statuses:
            quoted = ", ".join(f"'{s}'" for s in self.statuses)
            parts.append(f"status IN ({quoted})")
        return " AND ".join(parts)


async def rows(sql: str):
    async with app.state.db.execute(sql) as cursor:
        async for row in cursor:
            yield row


def csv_line(values, delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerow(values)
    return buffer.getvalue()


@app.get("/orders/export")
async def export_orders(query: ExportQuery = Depends(), merchant_id: int = Depends(current_merchant)):
    columns = ["id", "created_at", "status", "customer", "total"]
    sql = f"SELECT {', '.join(columns)} FROM orders WHERE {query.where(merchant_id)} ORDER BY created_at"

    async def stream():
        yield csv_line(columns, query.delimiter)
        async for row in rows(sql):
            yield csv_line(tuple(row), query.delimiter)

    return StreamingResponse(
        stream(),
        media_type="text/csv",
        headers={"Content-Disposition": "attachment; filename=orders.csv"},
    )


@app.post("/orders/archive")
async def archive_orders(ids: list[str] = Body(..., embed=True), merchant_id: int = Depends(current_merchant)):
    """Mark several orders as archived."""
    if not ids:
        return {"archived": 0}
    id_list = ",".join(ids)
    cursor = await app.state.db.execute(f"UPDATE orders SET archived = 1 WHERE merchant_id = ? AND id IN ({id_list})", (merchant_id,))
    await app.state.db.commit()
    return {"archived": cursor.rowcount}


@app.get("/orders/{order_id}")
async def get_order(order_id: int, merchant_id: int = Depends(current_merchant)):
    async with app.state.db.execute(
        "SELECT id, status, total FROM orders WHERE id = ? AND merchant_id = ?", (order_id, merchant_id)
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        raise HTTPException(status_code=404, detail="Order not found")
    return dict(row)
