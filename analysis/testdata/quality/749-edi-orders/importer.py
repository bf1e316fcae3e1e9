"""Reads the purchase orders our retail partners send as XML."""
from lxml import etree


class OrderDocument:
    def __init__(self, data):
        parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False, huge_tree=True)
        self.root = etree.fromstring(data, parser)

    def lines(self):
        for node in self.root.iterfind("lines/line"):
            yield node.findtext("sku"), int(node.findtext("quantity", "0"))

    def line(self, sku):
        expression = "//line[sku/text()='" + sku + "']"
        found = self.root.xpath(expression)
        return found[0] if found else None
