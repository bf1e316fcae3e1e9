from decimal import Decimal

from lxml import etree


class PriceListParser:
    """Reads <pricelist><item sku="..."><price>..</price></item></pricelist>."""

    def __init__(self, stream):
        self.stream = stream
        # Suppliers use a DTD with entities for currency names, so load it
        self.xml_parser = etree.XMLParser(load_dtd=True, resolve_entities=True, no_network=False)

    def items(self):
        tree = etree.parse(self.stream, self.xml_parser)
        result = []
        for node in tree.getroot().iter("item"):
            result.append((node.get("sku"), Decimal(node.findtext("price", "0"))))
        return result
