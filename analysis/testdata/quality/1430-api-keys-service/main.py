import os
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Security
from fastapi.security import APIKeyHeader
from fastapi_limiter import FastAPILimiter
from fastapi_limiter.depends import RateLimiter
from pydantic import BaseModel, ConfigDict, Field
from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

import keys
from models import ApiKey

engine = create_async_engine(os.environ["DATABASE_URL"], connect_args={"timeout": 5})
Session = async_sessionmaker(engine, expire_on_commit=False)
api_key_header = APIKeyHeader(name="X-Api-Key")


async def db():
    async with Session() as session:
        yield session


Db = Annotated[AsyncSession, Depends(db)]


async def caller(db: Db, presented: Annotated[str, Security(api_key_header)]) -> ApiKey:
    key = await keys.resolve(db, presented)
    if key is None:
        raise HTTPException(401, "Unknown API key")
    return key


Caller = Annotated[ApiKey, Depends(caller)]


class KeyIn(BaseModel):
    label: str = Field(min_length=1, max_length=60)


class KeyOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    label: str
    created_at: datetime


class NewKeyOut(KeyOut):
    # Shown this once; it cannot be recovered afterwards.
    secret: str


router = APIRouter(prefix="/keys", dependencies=[Depends(RateLimiter(times=30, seconds=60))])


@router.get("", response_model=list[KeyOut])
async def list_keys(db: Db, me: Caller):
    query = (
        select(ApiKey)
        .where(ApiKey.workspace_id == me.workspace_id, ApiKey.revoked_at.is_(None))
        .limit(100)
    )
    return (await db.scalars(query)).all()


@router.post("", response_model=NewKeyOut, status_code=201)
async def create_key(body: KeyIn, db: Db, me: Caller):
    key, secret = await keys.issue(db, me.workspace_id, body.label)
    await db.refresh(key)
    return NewKeyOut(id=key.id, label=key.label, created_at=key.created_at, secret=secret)


@router.delete("/{key_id}", status_code=204)
async def revoke_key(key_id: int, db: Db, me: Caller) -> None:
    if not await keys.revoke(db, me.workspace_id, key_id):
        raise HTTPException(404, "No such key")


app = FastAPI()
app.include_router(router)


@app.on_event("startup")
async def startup() -> None:
    await FastAPILimiter.init(Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2))
