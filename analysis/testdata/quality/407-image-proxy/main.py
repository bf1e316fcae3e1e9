import logging
import re

import httpx
from fastapi import APIRouter, FastAPI, HTTPException, Query, Response

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/proxy", tags=["proxy"])

ALLOWED_PREFIXES = ("https://images.example.com", "https://cdn.example.com")
MAX_BYTES = 5_000_000
DOMAIN_RE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
TIMEOUT = httpx.Timeout(5.0)


def is_allowed(url: str) -> bool:
    """Only proxy images from our own CDN."""
    return url.startswith(ALLOWED_PREFIXES)


async def fetch(url: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as client:
        response = await client.get(url)
    response.raise_for_status()
    return response


@router.get("/image")
async def proxy_image(url: str = Query(..., description="Absolute image URL")) -> Response:
    if not is_allowed(url):
        raise HTTPException(status_code=400, detail="Host not allowed")
    try:
        upstream = await fetch(url)
    except httpx.HTTPError:
        logger.warning("Image fetch failed")
        raise HTTPException(status_code=502, detail="Upstream error")
    content_type = upstream.headers.get("content-type", "")
    if content_type not in {"image/png", "image/jpeg", "image/webp"}:
        raise HTTPException(status_code=415, detail="Not an image")
    if len(upstream.content) > MAX_BYTES:
        raise HTTPException(status_code=413, detail="Image too large")
    return Response(content=upstream.content, media_type=content_type)


@router.get("/favicon")
def favicon(domain: str = Query(..., max_length=253)) -> Response:
    """Favicon of a site, for the bookmark list."""
    if not DOMAIN_RE.match(domain):
        raise HTTPException(status_code=400, detail="Invalid domain")
    icon = httpx.get(f"https://{domain}/favicon.ico", timeout=TIMEOUT)
    if icon.status_code != 200:
        raise HTTPException(status_code=404, detail="No favicon")
    return Response(content=icon.content, media_type="image/x-icon")


app = FastAPI()
app.include_router(router)
