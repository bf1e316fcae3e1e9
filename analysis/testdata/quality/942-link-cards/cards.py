import re
from html import unescape
from urllib.parse import urlsplit

import httpx

LIMIT = 300_000
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})</title>", re.I)
ALLOWED_HOSTS = frozenset({"en.wikipedia.org", "github.com", "www.youtube.com", "stackoverflow.com"})


class LinkNotAllowed(ValueError):
    pass


def checked(link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme != "https" or parts.hostname not in ALLOWED_HOSTS or parts.port not in (None, 443):
        raise LinkNotAllowed("host is not on the list")
    return link


class CardFetcher:
    """Fetches a page of a known host and pulls out what we need for a link card."""

    def __init__(self):
        self.client = httpx.AsyncClient(timeout=8.0, follow_redirects=False)

    async def fetch(self, link: str) -> str:
        body = b""
        async with self.client.stream("GET", checked(link)) as resp:
            resp.raise_for_status()
            async for chunk in resp.aiter_bytes():
                body += chunk
                if len(body) > LIMIT:
                    break
        return body.decode("utf-8", "replace")

    async def card(self, link: str) -> dict:
        html = await self.fetch(link)
        match = TITLE.search(html)
        return {"url": link, "title": unescape(match.group(1)).strip() if match else link}
