"""Imports product feeds: either an uploaded XML document or one of the known feeds."""
import logging
from typing import AsyncIterator

import httpx
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel

from feed import InvalidFeed, parse_feed
from security import require_partner

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/feeds", dependencies=[Depends(require_partner)])

MAX_BYTES = 5 * 1024 * 1024
SOURCES = {
    "northgate": "https://feeds.northgate-trading.com/products.xml",
    "velora": "https://export.velora.shop/feed.xml",
}


class RemoteFeed(BaseModel):
    source: str


async def limited(chunks: AsyncIterator[bytes]) -> bytes:
    data = bytearray()
    async for chunk in chunks:
        data.extend(chunk)
        if len(data) > MAX_BYTES:
            raise HTTPException(status_code=413, detail="The feed is too large")
    return bytes(data)


class FeedClient:
    def __init__(self):
        self.http = httpx.AsyncClient(timeout=20, follow_redirects=False)

    async def download(self, url: str) -> bytes:
        async with self.http.stream("GET", url) as response:
            response.raise_for_status()
            return await limited(response.aiter_bytes())


feeds = FeedClient()


def answer(data: bytes) -> dict:
    try:
        products = parse_feed(data)
    except InvalidFeed:
        raise HTTPException(status_code=422, detail="The feed could not be read")
    return {"products": products[:100], "count": len(products)}


@router.post("/upload")
async def upload_feed(request: Request):
    return answer(await limited(request.stream()))


@router.post("/remote")
async def remote_feed(body: RemoteFeed):
    url = SOURCES.get(body.source)
    if url is None:
        raise HTTPException(status_code=404, detail="Unknown feed")
    try:
        data = await feeds.download(url)
    except httpx.HTTPError:
        logger.exception("Feed download failed")
        raise HTTPException(status_code=502, detail="The feed could not be downloaded")
    return answer(data)


app = FastAPI(title="Product feeds")
app.include_router(router)
