"""Thumbnail proxy: only serves images of our own media hosts."""
import logging
from functools import lru_cache
from urllib.parse import urlparse

import requests
from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import Response

logger = logging.getLogger("thumbs")
app = FastAPI(title="Thumbnails")

ALLOWED_HOSTS = frozenset({"media.acme-shop.com", "cdn.acme-shop.com"})
MAX_BYTES = 5 * 1024 * 1024


def validate_image_url(url: str) -> str:
    """Return the URL if it may be fetched, raise otherwise."""
    parsed = urlparse(url)
    if parsed.scheme != "https":
        raise HTTPException(status_code=400, detail="Only https is supported")
    if parsed.hostname not in ALLOWED_HOSTS:
        raise HTTPException(status_code=403, detail="Host not allowed")
    return url


@lru_cache(maxsize=256)
def download(url: str) -> tuple[bytes, str]:
    """Download an already validated URL."""
    response = requests.get(url, timeout=5, allow_redirects=False, stream=True)
    response.raise_for_status()
    body = response.raw.read(MAX_BYTES + 1, decode_content=True)
    if len(body) > MAX_BYTES:
        raise ValueError("image too large")
    return body, response.headers.get("Content-Type", "application/octet-stream")


@app.get("/thumb")
def thumbnail(url: str = Query(..., max_length=2048)):
    """Fetch a thumbnail from one of the allowed hosts."""
    safe_url = validate_image_url(url)
    try:
        body, content_type = download(safe_url)
    except (requests.RequestException, ValueError):
        logger.warning("Thumbnail could not be fetched from %s", urlparse(safe_url).hostname)
        raise HTTPException(status_code=502, detail="Upstream error")
    if not content_type.startswith("image/"):
        raise HTTPException(status_code=415, detail="Not an image")
    return Response(content=body, media_type=content_type)


@app.get("/cache/stats")
def cache_stats():
    info = download.cache_info()
    return {"hits": info.hits, "misses": info.misses, "size": info.currsize}
