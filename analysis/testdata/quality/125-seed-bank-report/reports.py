from datetime import date
from typing import Annotated, Optional

from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from database import get_session

router = APIRouter(prefix="/reports")


class GerminationReport:
    def __init__(self, family: Optional[str], since: date, group_by: str):
        self.family = family
        self.since = since
        self.group_by = group_by

    @property
    def statement(self) -> str:
        stmt = f"SELECT {self.group_by} AS label, AVG(rate) AS rate FROM germination WHERE tested_on >= '{self.since}'"
        if self.family:
            stmt += f" AND family = '{self.family}'"
        return stmt + " GROUP BY label"


@router.get("/germination")
async def germination(
    session: Annotated[AsyncSession, Depends(get_session)],
    since: date,
    family: Optional[str] = None,
    group_by: str = "family",
):
    report = GerminationReport(family, since, group_by)
    result = await session.execute(text(report.statement))
    return [{"label": row.label, "rate": round(row.rate, 3)} for row in result]
