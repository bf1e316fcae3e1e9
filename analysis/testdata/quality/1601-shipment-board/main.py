import logging
import os
import secrets

from fastapi import Depends, FastAPI, Header, HTTPException, Query
from sqlalchemy.ext.asyncio import AsyncSession

from db import get_session
from repository import ShipmentRepository

logger = logging.getLogger(__name__)
app = FastAPI(title="Depot board")


async def require_api_key(x_api_key: str = Header(...)) -> None:
    if not secrets.compare_digest(x_api_key.encode(), os.environ["DEPOT_API_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Invalid API key")


@app.get("/depots/{depot_id}/shipments", dependencies=[Depends(require_api_key)])
async def list_shipments(
    depot_id: int,
    status: str | None = None,
    carrier: str | None = None,
    sort: str = "newest",
    limit: int = Query(50, ge=1, le=200),
    session: AsyncSession = Depends(get_session),
):
    """Return the shipments shown on the depot's wall board."""
    repo = ShipmentRepository(session)
    try:
        rows = await repo.board(depot_id, status, carrier, sort, limit)
    except Exception as exc:
        raise HTTPException(status_code=500, detail=f"Query failed: {exc}")
    return {"depot": depot_id, "items": rows}
