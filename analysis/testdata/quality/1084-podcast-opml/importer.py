"""Reads the OPML export of other podcast apps."""
from urllib.parse import urlsplit

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException


class OpmlError(Exception):
    pass


class OpmlImporter:
    def __init__(self, raw: bytes):
        try:
            self.root = ElementTree.fromstring(raw, forbid_dtd=True)
        except (ElementTree.ParseError, DefusedXmlException) as exc:
            raise OpmlError() from exc

    def feeds(self, folder: str | None = None) -> list[dict]:
        nodes = []
        for outline in self.root.iter("outline"):
            if folder and outline.get("text") != folder:
                continue
            nodes.extend(n for n in outline.iter("outline") if n.get("xmlUrl"))
            if len(nodes) >= 200:
                break
        return [{"title": n.get("text", ""), "url": n.get("xmlUrl")} for n in nodes[:200]]


def looks_like_feed(url: str) -> bool:
    """Only the form of the address is checked here, nothing is fetched."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= 500
