from datetime import date
from typing import Annotated, Literal, Optional

from fastapi import APIRouter, Depends
from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from database import get_session

router = APIRouter(prefix="/inventory")


class InventoryReport:
    def __init__(self, family: Optional[str], since: date, group_by: str):
        self.params = {"since": since}
        self.sql = f"SELECT {group_by} AS label, SUM(grams) AS grams FROM lots WHERE stored_on >= :since"
        if family:
            self.sql += " AND family = :family"
            self.params["family"] = family
        self.sql += " GROUP BY label"


@router.get("/")
async def inventory(
    session: Annotated[AsyncSession, Depends(get_session)],
    since: date,
    family: Optional[str] = None,
    group_by: Literal["family", "genus", "freezer"] = "family",
):
    report = InventoryReport(family, since, group_by)
    result = await session.execute(text(report.sql), report.params)
    return [{"label": row.label, "grams": row.grams} for row in result]


@router.get("/lots")
async def lots(session: Annotated[AsyncSession, Depends(get_session)], codes: str):
    wanted = [c.strip() for c in codes.split(",")]
    stmt = text("SELECT code, grams FROM lots WHERE code IN :codes").bindparams(bindparam("codes", expanding=True))
    result = await session.execute(stmt, {"codes": wanted})
    return [{"code": r.code, "grams": r.grams} for r in result]
