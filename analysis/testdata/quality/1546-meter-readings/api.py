"""Collects meter readings of the solar co-operative. Each meter has its own key."""
import hashlib
import hmac
from datetime import datetime, timedelta, timezone
from typing import Annotated, Literal

from fastapi import Depends, FastAPI, Header, HTTPException, Query
from pydantic import AwareDatetime, BaseModel, Field, field_validator

from db import Database, get_db

app = FastAPI(title="Meter readings")

BUCKETS: dict[str, str] = {"hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d", "month": "%Y-%m"}


class Reading(BaseModel):
    at: AwareDatetime
    watt_hours: Annotated[int, Field(ge=0, le=10**9)]

    @field_validator("at")
    @classmethod
    def plausible(cls, value: datetime) -> datetime:
        now = datetime.now(timezone.utc)
        if not now - timedelta(days=7) <= value <= now + timedelta(minutes=5):
            raise ValueError("implausible time")
        return value.astimezone(timezone.utc)


class Batch(BaseModel):
    readings: Annotated[list[Reading], Field(min_length=1, max_length=200)]


class Point(BaseModel):
    bucket: str
    watt_hours: int


async def current_meter(
    x_meter_id: Annotated[int, Header()],
    x_meter_key: Annotated[str, Header(min_length=32, max_length=128)],
    db: Annotated[Database, Depends(get_db)],
) -> int:
    """Only the hash of a key is kept; keys are 256 random bits, so one round is enough."""
    row = await db.fetch_one("SELECT key_sha256 FROM meters WHERE id = ? AND active = 1", (x_meter_id,))
    given = hashlib.sha256(x_meter_key.encode()).hexdigest()
    stored = row["key_sha256"] if row else "0" * 64
    if not hmac.compare_digest(stored, given):
        raise HTTPException(401, "Unknown meter or key")
    return x_meter_id


Meter = Annotated[int, Depends(current_meter)]
Db = Annotated[Database, Depends(get_db)]


@app.post("/readings", status_code=204)
async def store(batch: Batch, meter: Meter, db: Db) -> None:
    await db.execute_many(
        "INSERT OR IGNORE INTO readings (meter_id, at, watt_hours) VALUES (?, ?, ?)",
        [(meter, r.at.isoformat(), r.watt_hours) for r in batch.readings],
    )


@app.get("/readings", response_model=list[Point])
async def history(
    meter: Meter,
    db: Db,
    by: Literal["hour", "day", "month"] = "day",
    limit: Annotated[int, Query(ge=1, le=500)] = 31,
):
    return await db.fetch_all(
        f"SELECT strftime('{BUCKETS[by]}', at) AS bucket, MAX(watt_hours) - MIN(watt_hours) AS watt_hours "
        "FROM readings WHERE meter_id = ? GROUP BY bucket ORDER BY bucket DESC LIMIT ?",
        (meter, limit),
    )


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
