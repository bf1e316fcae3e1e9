from __future__ import annotations

from dataclasses import dataclass

import requests
from bs4 import BeautifulSoup


@dataclass(slots=True)
class Card:
    title: str
    description: str
    image: str | None


class PreviewService:
    """Fetches a page and pulls the Open Graph tags out of it."""

    USER_AGENT = "CardBot/1.2"

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.headers["User-Agent"] = self.USER_AGENT

    def _download(self, url: str) -> str:
        response = self._session.get(url, allow_redirects=True)
        response.raise_for_status()
        return response.text

    def card(self, url: str) -> Card:
        soup = BeautifulSoup(self._download(url), "html.parser")

        def og(name: str) -> str | None:
            tag = soup.find("meta", property=f"og:{name}")
            return tag.get("content") if tag else None

        title = og("title") or (soup.title.string if soup.title else "") or url
        return Card(title=title.strip(), description=og("description") or "", image=og("image"))
