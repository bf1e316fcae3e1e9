"""Link previews for chat messages."""
import asyncio
import logging
import re
from html.parser import HTMLParser

import httpx
import requests

logger = logging.getLogger(__name__)

URL_RE = re.compile(r"https?://[^\s<>\"']+")


class MetaParser(HTMLParser):
    """Collects the title and OpenGraph properties."""

    def __init__(self):
        super().__init__()
        self.meta = {}
        self._in_title = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "title":
            self._in_title = True
        elif tag == "meta" and attrs.get("property", "").startswith("og:"):
            self.meta[attrs["property"][3:]] = attrs.get("content", "")

    def handle_endtag(self, tag):
        if tag == "title":
            self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.meta.setdefault("title", data.strip())


async def fetch_html(url: str) -> str:
    """Download the page behind a link."""
    async with httpx.AsyncClient(timeout=5, follow_redirects=True) as client:
        response = await client.get(url)
        response.raise_for_status()
        return response.text[:200_000]


async def build_preview(url: str) -> dict | None:
    """Build the preview of one link."""
    try:
        page = await fetch_html(url)
    except httpx.HTTPError:
        logger.info("No preview available")
        return None
    parser = MetaParser()
    parser.feed(page)
    return {"url": url, **parser.meta}


async def build_previews(text: str) -> list[dict]:
    """Build previews for all links in a text."""
    links = URL_RE.findall(text)[:3]
    previews = await asyncio.gather(*(build_preview(link) for link in links))
    return [p for p in previews if p]


def image_size(image_url: str) -> int:
    """Return the size of a preview image in bytes."""
    head = requests.head(image_url, timeout=3)
    return int(head.headers.get("Content-Length", 0))
