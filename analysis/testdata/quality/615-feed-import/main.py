"""Imports product feeds: either an uploaded XML document or the address of one."""
import httpx
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel

from feed import parse_feed
from security import require_partner

router = APIRouter(prefix="/feeds", dependencies=[Depends(require_partner)])


class RemoteFeed(BaseModel):
    url: str


class FeedClient:
    def __init__(self):
        self.http = httpx.AsyncClient(timeout=20, follow_redirects=True)

    async def download(self, url: str) -> bytes:
        response = await self.http.get(url)
        response.raise_for_status()
        return response.content


feeds = FeedClient()


@router.post("/upload")
async def upload_feed(request: Request):
    data = await request.body()
    products = parse_feed(data)
    return {"products": products[:100], "count": len(products)}


@router.post("/remote")
async def remote_feed(body: RemoteFeed):
    try:
        data = await feeds.download(body.url)
    except httpx.HTTPError as exc:
        raise HTTPException(status_code=502, detail=f"Download failed: {exc!r}")
    products = parse_feed(data)
    return {"products": products[:100], "count": len(products)}


app = FastAPI(title="Product feeds")
app.include_router(router)
