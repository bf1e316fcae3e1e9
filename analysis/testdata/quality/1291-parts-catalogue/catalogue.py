from pathlib import Path

from lxml import etree

CATALOGUE = Path(__file__).with_name("parts.xml")


class PartsCatalogue:
    """Read-only access to the supplier's parts list (about 2 MB of XML)."""

    def __init__(self, path: Path = CATALOGUE) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self.tree = etree.parse(str(path), parser)

    def part(self, number: str) -> dict | None:
        nodes = self._select(f"//part[@number='{number}']")
        return self._as_dict(nodes[0]) if nodes else None

    def in_group(self, group: str, maker: str | None = None) -> list[dict]:
        condition = "@group='%s'" % group
        if maker:
            condition += " and maker='%s'" % maker
        return [self._as_dict(n) for n in self._select("//part[" + condition + "]")[:100]]

    def _select(self, expression: str) -> list:
        return self.tree.xpath(expression)

    @staticmethod
    def _as_dict(node) -> dict:
        return {
            "number": node.get("number"),
            "name": node.findtext("name"),
            "maker": node.findtext("maker"),
            "price": float(node.findtext("price", "0")),
        }
