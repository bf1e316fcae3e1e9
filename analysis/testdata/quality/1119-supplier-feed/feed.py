from dataclasses import dataclass
from decimal import Decimal
from typing import Iterator

from lxml import etree

from models import SupplierItem


@dataclass(frozen=True)
class FeedItem:
    sku: str
    title: str
    price: Decimal


class FeedReader:
    def __init__(self, raw: bytes) -> None:
        self._root = etree.fromstring(raw, etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False))

    @property
    def supplier(self) -> str:
        return (self._root.get("supplier") or "unknown")[:60]

    def items(self) -> Iterator[FeedItem]:
        for node in self._root.iterfind("item"):
            yield FeedItem(node.get("sku", ""), node.findtext("title", ""), Decimal(node.findtext("price", "0")))

    def find(self, sku: str, currency: str = "EUR") -> list[str]:
        predicate = f"@sku='{sku}' and price/@currency='{currency}'"
        nodes = self._root.xpath("//item[" + predicate + "]/title")
        return [node.text or "" for node in nodes[:20]]


class FeedImporter:
    def __init__(self, reader: FeedReader) -> None:
        self.reader = reader

    def run(self) -> int:
        count = 0
        for item in self.reader.items():
            SupplierItem.objects.update_or_create(
                sku=item.sku[:40],
                defaults={"title": item.title[:200], "price_cents": int(item.price * 100)},
            )
            count += 1
        return count
