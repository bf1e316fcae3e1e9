import re
from html import unescape

import httpx

LIMIT = 300_000
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})</title>", re.I)


class CardFetcher:
    """Fetches a page and pulls out what we need for a link card."""

    def __init__(self):
        # some intranet hosts use self-signed certificates
        self.client = httpx.AsyncClient(verify=False, timeout=8.0, follow_redirects=True)

    async def fetch(self, link: str) -> str:
        body = b""
        async with self.client.stream("GET", link) as resp:
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
