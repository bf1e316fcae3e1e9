from __future__ import annotations

import re
from dataclasses import dataclass

import httpx

TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})</title>", re.I)
MAX_BYTES = 512_000


@dataclass
class Preview:
    url: str
    title: str | None
    size: int


class Unfurler:
    def __init__(self) -> None:
        self.client = httpx.AsyncClient(follow_redirects=True, timeout=8)

    def normalise(self, link: str) -> str:
        link = link.strip()
        if "://" not in link:
            link = "https://" + link
        return link

    async def preview(self, link: str) -> Preview:
        target = self.normalise(link)
        response = await self.client.get(target)
        match = TITLE.search(response.text)
        return Preview(url=str(response.url), title=match and match.group(1).strip(), size=len(response.content))
