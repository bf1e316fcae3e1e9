import os
import secrets
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

import keys

engine = create_async_engine(os.environ["DATABASE_URL"], connect_args={"timeout": 5})
Session = async_sessionmaker(engine)
app = FastAPI()


async def db():
    async with Session() as session:
        yield session


Db = Annotated[AsyncSession, Depends(db)]


async def admin(x_admin_token: Annotated[str, Header()]):
    if not secrets.compare_digest(x_admin_token.encode(), os.environ["ADMIN_TOKEN"].encode()):
        raise HTTPException(403, "admins only")


class NewKey(BaseModel):
    partner: str


@app.post("/admin/keys", dependencies=[Depends(admin)], status_code=201)
async def create_key(body: NewKey, session: Db):
    key = await keys.issue(session, body.partner)
    return {"id": key.id, "secret": key.secret}


@app.delete("/admin/keys/{key_id}", status_code=204)
async def revoke_key(key_id: int, session: Db):
    key = await session.get(keys.PartnerKey, key_id)
    if key is None:
        raise HTTPException(404, "no such key")
    key.active = False
    await session.commit()


@app.get("/partner/ping")
async def ping(session: Db, x_key_id: Annotated[int, Header()], x_key_secret: Annotated[str, Header()]):
    if not await keys.is_valid(session, x_key_id, x_key_secret):
        raise HTTPException(401, "unknown key")
    return {"pong": True}
