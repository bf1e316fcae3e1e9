#!/usr/bin/env python3
"""Build the weekly newsletter page from the feeds of the local clubs.

    newsletter.py --feed choir --feed football --out public
"""
import argparse
import hashlib
import json
import logging
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import nh3
import requests
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

log = logging.getLogger("newsletter")

FEEDS = {
    "choir": "https://www.st-anne-choir.org/feed.xml",
    "football": "https://sv-talheim.de/aktuelles/rss",
    "library": "https://buecherei-talheim.de/rss.xml",
}
MAX_FEED = 1024 * 1024
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=select_autoescape(["html"]),
)


@dataclass(frozen=True)
class Item:
    club: str
    title: str
    link: str | None
    published: datetime
    summary: Markup


def download(url: str) -> bytes:
    body = bytearray()
    with requests.get(url, timeout=(5, 20), stream=True) as response:
        response.raise_for_status()
        for chunk in response.iter_content(16 * 1024):
            body += chunk
            if len(body) > MAX_FEED:
                raise ValueError("feed is too large")
    return bytes(body)


def web_link(value: str | None) -> str | None:
    if value and urlsplit(value).scheme in {"http", "https"}:
        return value
    return None


def items_of(club: str, xml: bytes, since: datetime):
    for node in ElementTree.fromstring(xml).iterfind("./channel/item"):
        published = parsedate_to_datetime(node.findtext("pubDate", ""))
        if published.tzinfo is None:
            published = published.replace(tzinfo=timezone.utc)
        if published < since:
            continue
        summary = nh3.clean(
            node.findtext("description", ""),
            tags={"p", "em", "strong", "ul", "li"},
            attributes={},
        )
        yield Item(
            club=club,
            title=node.findtext("title", "")[:200],
            link=web_link(node.findtext("link")),
            published=published,
            summary=Markup(summary),
        )


def write_atomically(target: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=target.parent, delete=False
    ) as handle:
        handle.write(text)
    os.chmod(handle.name, 0o644)
    os.replace(handle.name, target)


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the newsletter page.")
    parser.add_argument("--feed", choices=sorted(FEEDS), action="append")
    parser.add_argument("--out", type=Path, default=Path("public"))
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO)

    since = datetime.now(timezone.utc) - timedelta(days=7)
    items, failures = [], 0
    for club in args.feed or sorted(FEEDS):
        try:
            items.extend(items_of(club, download(FEEDS[club]), since))
        except (requests.RequestException, ElementTree.ParseError, DefusedXmlException, ValueError) as exc:
            failures += 1
            log.warning("Feed of %s skipped: %s", club, type(exc).__name__)

    items.sort(key=lambda item: item.published, reverse=True)
    page = TEMPLATES.get_template("newsletter.html").render(items=items[:100], since=since)
    args.out.mkdir(parents=True, exist_ok=True)
    write_atomically(args.out / "newsletter.html", page)
    etag = hashlib.md5(page.encode(), usedforsecurity=False).hexdigest()
    write_atomically(args.out / "newsletter.json", json.dumps({"count": len(items), "etag": etag}))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
