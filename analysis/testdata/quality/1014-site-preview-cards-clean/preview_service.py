from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from bs4 import BeautifulSoup

# Sites whose links our editors paste; everything else is shown as a plain link.
ALLOWED_HOSTS = frozenset(
    {"www.youtube.com", "vimeo.com", "www.nytimes.com", "github.com", "en.wikipedia.org"}
)
MAX_BYTES = 512 * 1024


class PreviewError(Exception):
    """The link cannot be previewed."""


@dataclass(slots=True)
class Card:
    title: str
    description: str
    image: str | None


class PreviewService:
    """Fetches a page and pulls the Open Graph tags out of it."""

    def __init__(self) -> None:
        self._client = httpx.Client(
            timeout=httpx.Timeout(5.0),
            follow_redirects=False,
            headers={"User-Agent": "CardBot/1.2"},
        )

    def _download(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname not in ALLOWED_HOSTS:
            raise PreviewError("host is not on the list")
        page = bytearray()
        with self._client.stream("GET", url) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes(16_384):
                page += chunk
                if len(page) >= MAX_BYTES:
                    break
        return bytes(page[:MAX_BYTES]).decode("utf-8", errors="replace")

    def card(self, url: str) -> Card:
        soup = BeautifulSoup(self._download(url), "html.parser")

        def og(name: str) -> str | None:
            tag = soup.find("meta", property=f"og:{name}")
            return tag.get("content") if tag else None

        title = og("title") or (soup.title.string if soup.title else "") or url
        return Card(title=title.strip(), description=og("description") or "", image=og("image"))
