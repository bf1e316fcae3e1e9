"""Feed service: fetches one of the configured feeds and returns an HTML card."""
import ipaddress
import logging
import os
import socket
from html import escape
from urllib.parse import urlparse
from xml.sax.saxutils import quoteattr

import aiohttp
from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse

logger = logging.getLogger("feeds")
router = APIRouter(prefix="/feeds")

FEEDS = {
    "news": "https://news.acme-media.com/feed.json",
    "jobs": "https://jobs.acme-media.com/feed.json",
}
ALLOWED_DOMAIN = ".acme-media.com"
CARD = "<div class='card'><a href={url}><h3>{title}</h3></a><small>{host}</small></div>"


def get_token() -> str:
    """Read the feed token mounted by the platform."""
    path = os.environ.get("FEED_TOKEN_FILE", "/run/secrets/feed_token")
    with open(path, encoding="utf-8") as fh:
        return fh.read().strip()


async def load_json(url: str) -> dict:
    """Load a JSON document from one of our hosts."""
    timeout = aiohttp.ClientTimeout(total=8)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        async with session.get(url, headers={"X-Feed-Token": get_token()}, allow_redirects=False) as response:
            return await response.json()


def ensure_own_host(url: str) -> str:
    """Raise unless the URL points at one of our public hosts."""
    host = urlparse(url).hostname or ""
    if not host.endswith(ALLOWED_DOMAIN):
        raise HTTPException(status_code=400, detail="Host not allowed")
    if ipaddress.ip_address(socket.gethostbyname(host)).is_private:
        raise HTTPException(status_code=400, detail="Host not allowed")
    return host


@router.get("/{name}")
async def feed(name: str):
    """Return a configured feed."""
    if name not in FEEDS:
        raise HTTPException(status_code=404, detail="Unknown feed")
    return await load_json(FEEDS[name])


@router.get("/card/show")
async def card(url: str = Query(...)):
    """Return an HTML card for an article of our own sites."""
    host = ensure_own_host(url)
    article = await load_json(url)
    logger.info("Card for an article on %s", host)
    html = CARD.format(url=quoteattr(url), title=escape(article.get("title", "Untitled")), host=escape(host))
    return HTMLResponse(html)
