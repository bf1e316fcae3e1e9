import re
from dataclasses import dataclass

import httpx

TITLE = re.compile(r"<title>([^<]{0,300})</title>", re.I)


@dataclass
class Preview:
    url: str
    title: str = ""
    status: int = 0


class Unfurler:
    """Loads a page and picks its title for the chat client."""

    def __init__(self):
        self.client = httpx.AsyncClient(follow_redirects=True, timeout=8.0)

    async def _load(self, address):
        return await self.client.get(address)

    async def preview(self, link: str) -> Preview:
        if not link.startswith(("http://", "https://")):
            link = "https://" + link
        response = await self._load(link)
        match = TITLE.search(response.text)
        title = match.group(1).strip() if match else link
        return Preview(url=link, title=title, status=response.status_code)
