import hashlib
import hmac
import json
import logging
import time
from contextlib import asynccontextmanager
from typing import Annotated

import asyncpg
import httpx
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

from config import settings
from targets import TargetNotAllowed, approved_url

logger = logging.getLogger(__name__)
bearer = HTTPBearer()


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(
        settings.database_url, timeout=5, command_timeout=10, max_size=10
    )
    app.state.http = httpx.AsyncClient(timeout=httpx.Timeout(5.0), follow_redirects=False)
    yield
    await app.state.http.aclose()
    await app.state.pool.close()


def require_service_token(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)],
) -> None:
    presented = hashlib.sha256(credentials.credentials.encode()).hexdigest()
    if not hmac.compare_digest(presented, settings.api_token_sha256):
        raise HTTPException(401, "Invalid token")


router = APIRouter(prefix="/internal", dependencies=[Depends(require_service_token)])


class CallbackIn(BaseModel):
    partner_id: int
    url: str = Field(max_length=500)


class ShipmentEvent(BaseModel):
    partner_id: int
    shipment_id: int
    status: str = Field(pattern=r"^[a-z_]{3,20}$")


@router.put("/callbacks", status_code=204)
async def register(body: CallbackIn, request: Request) -> None:
    try:
        url = approved_url(body.url)
    except TargetNotAllowed as exc:
        raise HTTPException(422, "Callback URL is not acceptable") from exc
    await request.app.state.pool.execute(
        "INSERT INTO callbacks (partner_id, url) VALUES ($1, $2) "
        "ON CONFLICT (partner_id) DO UPDATE SET url = EXCLUDED.url",
        body.partner_id,
        url,
    )


@router.post("/events", status_code=202)
async def dispatch(event: ShipmentEvent, request: Request) -> dict[str, bool]:
    stored = await request.app.state.pool.fetchval(
        "SELECT url FROM callbacks WHERE partner_id = $1", event.partner_id
    )
    if stored is None:
        return {"delivered": False}

    try:
        # Checked again: the approved list may have shrunk since registration.
        url = approved_url(stored)
    except TargetNotAllowed:
        logger.warning("Partner %d has a callback that is no longer approved", event.partner_id)
        return {"delivered": False}

    payload = json.dumps(event.model_dump(), separators=(",", ":")).encode()
    stamp = str(int(time.time()))
    mac = hmac.new(settings.signing_key.encode(), stamp.encode() + b"." + payload, hashlib.sha256)
    try:
        async with request.app.state.http.stream(
            "POST",
            url,
            content=payload,
            headers={
                "Content-Type": "application/json",
                "X-Timestamp": stamp,
                "X-Signature": mac.hexdigest(),
            },
        ) as response:
            delivered = response.is_success
    except httpx.HTTPError as exc:
        logger.warning("Callback to partner %d failed: %s", event.partner_id, type(exc).__name__)
        delivered = False
    return {"delivered": delivered}


app = FastAPI(lifespan=lifespan)
app.include_router(router)
