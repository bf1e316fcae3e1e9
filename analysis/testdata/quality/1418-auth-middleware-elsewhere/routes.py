import os
from datetime import date

import aiosqlite
from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

DB_PATH = os.environ["ALLOTMENT_DB"]

public = APIRouter()
members = APIRouter(prefix="/members")


def connect():
    return aiosqlite.connect(DB_PATH, timeout=5)


@public.get("/healthz")
async def healthz():
    return {"status": "ok"}


@public.get("/plots/available")
async def available_plots():
    """Shown on the society's home page, so no sign-in is asked for."""
    async with connect() as db:
        rows = await db.execute_fetchall(
            "SELECT number, square_metres FROM plots WHERE member_id IS NULL ORDER BY number LIMIT 200"
        )
    return [{"number": n, "square_metres": m} for n, m in rows]


class WorkDay(BaseModel):
    day: date
    hours: float = Field(gt=0, le=12)


@members.get("/work-days")
async def my_work_days(request: Request):
    async with connect() as db:
        rows = await db.execute_fetchall(
            "SELECT id, day, hours FROM work_days WHERE member_id = ? ORDER BY day DESC LIMIT 100",
            (request.state.member_id,),
        )
    return [{"id": i, "day": d, "hours": h} for i, d, h in rows]


@members.post("/work-days", status_code=201)
async def add_work_day(body: WorkDay, request: Request):
    async with connect() as db:
        cursor = await db.execute(
            "INSERT INTO work_days (member_id, day, hours) VALUES (?, ?, ?)",
            (request.state.member_id, body.day.isoformat(), body.hours),
        )
        await db.commit()
    return {"id": cursor.lastrowid}


@members.delete("/work-days/{work_day_id}", status_code=204)
async def delete_work_day(work_day_id: int, request: Request):
    async with connect() as db:
        cursor = await db.execute(
            "DELETE FROM work_days WHERE id = ? AND member_id = ?",
            (work_day_id, request.state.member_id),
        )
        await db.commit()
    if cursor.rowcount == 0:
        raise HTTPException(404, "No such work day")
