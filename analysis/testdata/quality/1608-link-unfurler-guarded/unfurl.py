from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})</title>", re.I)
MAX_BYTES = 512_000
ALLOWED_HOSTS = {"github.com", "www.youtube.com", "en.wikipedia.org", "www.figma.com"}


@dataclass
class Preview:
    url: str
    title: str | None
    size: int


class LinkRefused(ValueError):
    """The link is not one we unfurl."""


def checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in ALLOWED_HOSTS or parts.port not in (None, 443):
        raise LinkRefused("host is not on the list")
    return f"https://{parts.hostname}{parts.path}"


class Unfurler:
    def __init__(self) -> None:
        self.client = httpx.AsyncClient(follow_redirects=False, timeout=8)

    def normalise(self, link: str) -> str:
        link = link.strip()
        if "://" not in link:
            link = "https://" + link
        return checked(link)

    async def preview(self, link: str) -> Preview:
        target = self.normalise(link)
        body = b""
        async with self.client.stream("GET", target) as response:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MAX_BYTES:
                    break
        match = TITLE.search(body.decode("utf-8", "replace"))
        return Preview(url=target, title=match and match.group(1).strip(), size=len(body))
