"""Server-sent events with the progress of a background render job."""
import asyncio
import json
import os
from typing import Annotated
from uuid import UUID

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, Field
from redis.asyncio import Redis
from sse_starlette.sse import EventSourceResponse

app = FastAPI()
redis = Redis.from_url(
    os.environ["REDIS_URL"], decode_responses=True, socket_timeout=30, socket_connect_timeout=3
)
header = APIKeyHeader(name="X-Session")
MAX_STREAM_SECONDS = 15 * 60


class Progress(BaseModel):
    percent: int = Field(ge=0, le=100)
    stage: str = Field(max_length=40)


async def account(session_id: Annotated[str, Depends(header)]) -> str:
    account_id = await redis.get(f"sess:{session_id[:128]}")
    if account_id is None:
        raise HTTPException(401, "Session expired")
    return account_id


async def my_job(job_id: UUID, account_id: Annotated[str, Depends(account)]) -> UUID:
    owner = await redis.hget(f"job:{job_id}", "account")
    if owner != account_id:
        raise HTTPException(404, "No such job")
    return job_id


@app.get("/jobs/{job_id}/events")
async def events(request: Request, job: Annotated[UUID, Depends(my_job)]):
    async def stream():
        last_id = request.headers.get("last-event-id", "0-0")
        try:
            async with asyncio.timeout(MAX_STREAM_SECONDS):
                while not await request.is_disconnected():
                    batch = await redis.xread({f"job:{job}:log": last_id}, count=20, block=15_000)
                    for _, entries in batch:
                        for last_id, fields in entries:
                            update = Progress(percent=fields["percent"], stage=fields["stage"])
                            yield {"id": last_id, "event": "progress", "data": update.model_dump_json()}
                            if update.percent == 100:
                                return
        except TimeoutError:
            yield {"event": "bye", "data": json.dumps({"reason": "reconnect"})}

    return EventSourceResponse(stream(), ping=20)


@app.delete("/jobs/{job_id}", status_code=202)
async def cancel(job: Annotated[UUID, Depends(my_job)]) -> dict[str, str]:
    await redis.hset(f"job:{job}", "cancel", "1")
    return {"status": "cancelling"}
