"""Reads the purchase orders our retail partners send as XML."""
from lxml import etree


class OrderDocument:
    def __init__(self, data):
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
        self.root = etree.fromstring(data, parser)

    def lines(self):
        for node in self.root.iterfind("lines/line"):
            yield node.findtext("sku"), int(node.findtext("quantity", "0"))

    def line(self, sku):
        # lxml binds $sku itself, so the value is never parsed as XPath
        found = self.root.xpath("//line[sku/text()=$sku]", sku=sku)
        return found[0] if found else None
