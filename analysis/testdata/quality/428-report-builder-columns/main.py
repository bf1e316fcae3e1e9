"""Ad-hoc reporting on top of SQLAlchemy; every identifier is chosen from a fixed set."""
import logging
from enum import Enum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy import MetaData, Table, Column, Integer, Numeric, String, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from deps import get_session, require_analyst

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/reports", dependencies=[Depends(require_analyst)])
metadata = MetaData()

sales = Table(
    "sales",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("region", String),
    Column("product", String),
    Column("amount", Numeric),
)

GROUPABLE = ("region", "product", "channel")


class Period(str, Enum):
    day = "day"
    month = "month"
    year = "year"


class ReportRequest(BaseModel):
    group_by: list[str] = Field(default_factory=list)
    filters: dict[str, Any] = Field(default_factory=dict)
    period: Period = Period.month
    ids: list[int] = Field(default_factory=list)
    limit: int = Field(100, ge=1, le=1000)


def checked(columns: list[str]) -> list[str]:
    unknown = [c for c in columns if c not in GROUPABLE]
    if unknown:
        raise HTTPException(status_code=422, detail=f"Unknown columns: {unknown}")
    return columns


class SalesReport:
    def __init__(self, session: AsyncSession):
        self.session = session

    async def grouped(self, spec: ReportRequest) -> list[dict]:
        groups = checked(spec.group_by)
        clauses, params = [], {}
        for i, column in enumerate(c for c in GROUPABLE if c in spec.filters):
            clauses.append(f"{column} = :v{i}")
            params[f"v{i}"] = spec.filters[column]
        where = " WHERE " + " AND ".join(clauses) if clauses else ""
        cols = "".join(f"{c}, " for c in groups)
        sql = f"SELECT {cols}date_trunc('{spec.period.value}', sold_at) AS period, SUM(amount) AS total FROM sales{where}"
        sql += f" GROUP BY {cols}period LIMIT {spec.limit}"
        result = await self.session.execute(text(sql), params)
        return [dict(r) for r in result.mappings()]

    async def by_ids(self, ids: list[int]) -> list[dict]:
        stmt = text("SELECT id, region, amount FROM sales WHERE id IN :ids").bindparams(
            bindparam("ids", expanding=True)
        )
        result = await self.session.execute(stmt, {"ids": ids})
        return [dict(r) for r in result.mappings()]

    async def top(self, term: str, sort: str) -> list[dict]:
        order = getattr(sales.c, sort, sales.c.amount) if sort in sales.c else sales.c.amount
        stmt = (
            select(sales.c.product, func.sum(sales.c.amount).label("total"))
            .where(sales.c.product.ilike(f"%{term}%"))
            .group_by(sales.c.product, order)
            .order_by(order.desc())
            .limit(20)
        )
        result = await self.session.execute(stmt)
        return [dict(r) for r in result.mappings()]


def get_report(session: Annotated[AsyncSession, Depends(get_session)]) -> SalesReport:
    return SalesReport(session)


@router.post("/run")
async def run_report(spec: ReportRequest, report: SalesReport = Depends(get_report)):
    return {"rows": await report.grouped(spec)}


@router.post("/lookup")
async def lookup(spec: ReportRequest, report: SalesReport = Depends(get_report)):
    return {"rows": await report.by_ids(spec.ids)}


@router.get("/top")
async def top(q: str = "", sort: str = "amount", report: SalesReport = Depends(get_report)):
    return {"rows": await report.top(q, sort)}


app = FastAPI()
app.include_router(router)
