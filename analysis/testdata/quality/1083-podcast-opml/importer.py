"""Reads the OPML export of other podcast apps."""
import requests
from lxml import etree


class OpmlImporter:
    def __init__(self, raw: bytes):
        parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
        self.tree = etree.fromstring(raw, parser=parser)

    def feeds(self, folder: str | None = None) -> list[dict]:
        path = "//outline[@xmlUrl]"
        if folder:
            path = f"//outline[@text='{folder}']/outline[@xmlUrl]"
        nodes = self.tree.xpath(path)
        return [{"title": n.get("text", ""), "url": n.get("xmlUrl")} for n in nodes[:200]]


def feed_is_alive(url: str) -> bool:
    """Quick check whether the feed still answers."""
    try:
        answer = requests.head(url, timeout=5, allow_redirects=True)
    except requests.RequestException:
        return False
    return answer.status_code < 400
