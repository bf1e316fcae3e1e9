from __future__ import annotations

from dataclasses import dataclass

import requests
from lxml import etree

MAX_FEED = 2 * 1024 * 1024


@dataclass
class Episode:
    title: str
    audio_url: str


def download(url: str) -> bytes:
    chunks, size = [], 0
    with requests.get(url, timeout=(3, 10), stream=True) as resp:
        resp.raise_for_status()
        for chunk in resp.iter_content(16384):
            size += len(chunk)
            if size > MAX_FEED:
                raise ValueError("feed too large")
            chunks.append(chunk)
    return b"".join(chunks)


def parse(raw: bytes) -> list[Episode]:
    root = etree.fromstring(raw, parser=etree.XMLParser(resolve_entities=True, no_network=False))
    episodes = []
    for item in root.iterfind("./channel/item"):
        enclosure = item.find("enclosure")
        if enclosure is not None:
            episodes.append(Episode(item.findtext("title", ""), enclosure.get("url", "")))
    return episodes
