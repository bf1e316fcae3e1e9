"""Fetch a page and pull out what we need for the bookmark card."""
from dataclasses import dataclass

import requests
from bs4 import BeautifulSoup


@dataclass
class Preview:
    title: str
    description: str
    image: str


class PreviewFetcher:
    def __init__(self, user_agent="BookmarkBot/1.0"):
        self.session = requests.Session()
        self.session.headers["User-Agent"] = user_agent

    def fetch(self, url):
        page = self.session.get(url)
        page.raise_for_status()
        soup = BeautifulSoup(page.text, "html.parser")

        def meta(name):
            tag = soup.find("meta", property=name)
            return tag["content"] if tag and tag.has_attr("content") else ""

        title = meta("og:title") or (soup.title.get_text(strip=True) if soup.title else url)
        return Preview(title, meta("og:description"), meta("og:image"))
