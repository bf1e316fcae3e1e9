"""Multi-tenant analytics API on PostgreSQL (one schema per tenant)."""
import logging
import os
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException, Query
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from auth import current_user
from queries import Dashboard, METRICS

logger = logging.getLogger(__name__)
pool = AsyncConnectionPool(os.environ["DATABASE_URL"], open=False, kwargs={"row_factory": dict_row})


@asynccontextmanager
async def lifespan(_app: FastAPI):
    await pool.open()
    yield
    await pool.close()


app = FastAPI(lifespan=lifespan, dependencies=[Depends(current_user)])


async def tenant_connection(x_tenant: Annotated[str, Header()] = "public"):
    """Connection whose search_path points at the schema of the tenant."""
    async with pool.connection() as conn:
        await conn.execute(f"SET search_path TO tenant_{x_tenant}, public")
        try:
            yield conn
        finally:
            await conn.execute("RESET search_path")


Connection = Annotated[object, Depends(tenant_connection)]


@app.get("/metrics")
def metrics() -> list[str]:
    return sorted(METRICS)


@app.get("/dashboard/{metric}")
async def dashboard(
    metric: str,
    conn: Connection,
    bucket: str = Query("day", max_length=30),
    limit: int = Query(30, le=365),
):
    if metric not in METRICS:
        raise HTTPException(status_code=404, detail="Unknown metric")
    data = await Dashboard(conn).series(metric, bucket, limit)
    return {"metric": metric, "data": data}


@app.get("/events")
async def events(conn: Connection, kind: str | None = None, before: int | None = None):
    rows = await Dashboard(conn).events(kind=kind, before=before)
    return {"events": rows}
