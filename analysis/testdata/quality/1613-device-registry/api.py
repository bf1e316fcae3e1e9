import logging
import os
import secrets
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import APIKeyHeader
from fastapi import Request

import store

app = FastAPI()
log = logging.getLogger(__name__)
key_header = APIKeyHeader(name="X-Fleet-Key")


def fleet_key(key: str = Depends(key_header)) -> None:
    if not secrets.compare_digest(key.encode(), os.environ["FLEET_KEY"].encode()):
        log.warning("rejected fleet key %s", key)
        raise HTTPException(401, "bad key")


@app.post("/devices/query", dependencies=[Depends(fleet_key)])
async def query_devices(request: Request):
    body = await request.json()
    devices = await store.find_devices(body.get("filter", {}))
    return {"count": len(devices), "devices": devices}


@app.get("/owners/{email}", dependencies=[Depends(fleet_key)])
async def owner(email: str):
    doc = await store.find_owner(email)
    if doc is None:
        raise HTTPException(404, "unknown owner")
    doc["_id"] = str(doc["_id"])
    return doc
