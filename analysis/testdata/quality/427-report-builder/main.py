"""Ad-hoc reporting: the front end sends a JSON description of the report."""
import logging
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from deps import get_session, require_analyst
from builder import ReportBuilder, column_names

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/reports", dependencies=[Depends(require_analyst)])


class Aggregate(BaseModel):
    func: Literal["sum", "avg", "count", "min", "max"]
    column: Literal["amount", "quantity", "discount"]


class ReportRequest(BaseModel):
    group_by: list[str] = Field(default_factory=lambda: ["region"])
    aggregates: list[Aggregate]
    filters: dict[str, Any] = {}
    having_min: float | None = None
    limit: int = Field(100, le=1000)


@router.post("/run")
async def run_report(spec: ReportRequest, session: Annotated[AsyncSession, Depends(get_session)]):
    builder = (
        ReportBuilder("sales")
        .group(*spec.group_by)
        .where(spec.filters)
        .limit(spec.limit)
    )
    for agg in spec.aggregates:
        builder.aggregate(agg.func, agg.column)
    if spec.having_min is not None:
        builder.having(spec.having_min)
    try:
        rows = await builder.run(session)
    except Exception:
        logger.exception("Report failed")
        raise HTTPException(status_code=400, detail="Report could not be computed")
    return {"rows": rows, "count": len(rows)}


@router.get("/tables/{table}/columns")
async def table_columns(table: str, session: Annotated[AsyncSession, Depends(get_session)]):
    return {"table": table, "columns": await column_names(session, table)}


app = FastAPI(title="Reporting")
app.include_router(router)
