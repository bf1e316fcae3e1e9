import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

TITLE = re.compile(r"<title>([^<]{0,300})</title>", re.I)
ALLOWED_HOSTS = {"github.com", "en.wikipedia.org", "www.youtube.com", "news.ycombinator.com"}
MAX_BYTES = 512 * 1024


class NotAllowed(ValueError):
    pass


@dataclass
class Preview:
    url: str
    title: str = ""
    status: int = 0


def checked(link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme != "https" or parts.hostname not in ALLOWED_HOSTS:
        raise NotAllowed("host is not on the preview list")
    return f"https://{parts.hostname}{parts.path}"


class Unfurler:
    """Loads a page of a known site and picks its title for the chat client."""

    def __init__(self):
        self.client = httpx.AsyncClient(follow_redirects=False, timeout=8.0)

    async def _load(self, address):
        body = bytearray()
        async with self.client.stream("GET", address) as response:
            async for chunk in response.aiter_bytes():
                body.extend(chunk)
                if len(body) >= MAX_BYTES:
                    break
        return response.status_code, bytes(body[:MAX_BYTES]).decode("utf-8", "replace")

    async def preview(self, link: str) -> Preview:
        address = checked(link)
        status, text = await self._load(address)
        match = TITLE.search(text)
        title = match.group(1).strip() if match else address
        return Preview(url=address, title=title, status=status)
