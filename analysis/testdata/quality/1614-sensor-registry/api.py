import logging
import os
import secrets
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, Field

import store

app = FastAPI()
log = logging.getLogger(__name__)
key_header = APIKeyHeader(name="X-Fleet-Key")


class DeviceQuery(BaseModel):
    site: str = Field(max_length=60)
    model: str | None = Field(None, max_length=40)


class OwnerOut(BaseModel):
    email: str
    company: str


def fleet_key(key: str = Depends(key_header)) -> None:
    if not secrets.compare_digest(key.encode(), os.environ["FLEET_KEY"].encode()):
        log.warning("rejected a fleet key")
        raise HTTPException(401, "bad key")


@app.post("/devices/query", dependencies=[Depends(fleet_key)])
async def query_devices(query: DeviceQuery):
    devices = await store.find_devices(query.site, query.model)
    return {"count": len(devices), "devices": devices}


@app.get("/owners/{email}", dependencies=[Depends(fleet_key)], response_model=OwnerOut)
async def owner(email: str):
    doc = await store.find_owner(email)
    if doc is None:
        raise HTTPException(404, "unknown owner")
    return OwnerOut(email=doc["email"], company=doc["company"])
