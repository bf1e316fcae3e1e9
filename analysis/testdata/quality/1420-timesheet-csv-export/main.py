"""Stream a tenant's timesheets as CSV without holding them in memory."""
import csv
import io
import os
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from sqlalchemy import Date, String, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from security import Claims, require_scope

engine = create_async_engine(
    os.environ["DATABASE_URL"], connect_args={"timeout": 5, "command_timeout": 60}
)
Session = async_sessionmaker(engine, expire_on_commit=False)
app = FastAPI()

_FORMULA_STARTERS = ("=", "+", "-", "@", "\t", "\r")


class Base(DeclarativeBase):
    pass


class Timesheet(Base):
    __tablename__ = "timesheets"
    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(index=True)
    worked_on: Mapped[date] = mapped_column(Date)
    project: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(String(400))
    minutes: Mapped[int]


COLUMNS = {
    "day": Timesheet.worked_on,
    "project": Timesheet.project,
    "note": Timesheet.note,
    "minutes": Timesheet.minutes,
}


def safe_cell(value: object) -> str:
    """Keep spreadsheet programs from running a cell as a formula."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA_STARTERS) else text


def parse_columns(columns: str = "day,project,minutes") -> list[str]:
    names = columns.split(",")[: len(COLUMNS)]
    if not all(name in COLUMNS for name in names):
        raise HTTPException(422, f"Columns must be among: {', '.join(COLUMNS)}")
    return names


async def csv_lines(names: list[str], tenant_id: int, start: date, end: date) -> AsyncIterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(names)
    query = (
        select(*(COLUMNS[name] for name in names))
        .where(Timesheet.tenant_id == tenant_id, Timesheet.worked_on.between(start, end))
        .order_by(Timesheet.worked_on)
    )
    async with Session() as session:
        result = await session.stream(query.execution_options(yield_per=500))
        async for row in result:
            writer.writerow([safe_cell(v) for v in row])
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()


@app.get("/exports/timesheets.csv")
async def export(
    start: date,
    end: date,
    names: Annotated[list[str], Depends(parse_columns)],
    claims: Annotated[Claims, Depends(require_scope("timesheets:read"))],
) -> StreamingResponse:
    if not 0 <= (end - start).days <= 366:
        raise HTTPException(422, "Choose a period of at most one year")
    filename = f"timesheets-{start:%Y%m%d}-{end:%Y%m%d}.csv"
    return StreamingResponse(
        csv_lines(names, claims.tenant_id, start, end),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
