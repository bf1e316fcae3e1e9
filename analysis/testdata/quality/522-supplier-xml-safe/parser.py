from decimal import Decimal, InvalidOperation

from lxml import etree

MAX_ITEMS = 20_000


class InvalidPriceList(ValueError):
    pass


class PriceListParser:
    """Reads <pricelist><item sku="..."><price>..</price></item></pricelist>."""

    def __init__(self, stream):
        self.stream = stream
        self.xml_parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        )

    def items(self):
        try:
            tree = etree.parse(self.stream, self.xml_parser)
            result = []
            for node in tree.getroot().iter("item"):
                result.append((node.get("sku"), Decimal(node.findtext("price", "0"))))
                if len(result) > MAX_ITEMS:
                    raise InvalidPriceList("too many items")
            return result
        except (etree.XMLSyntaxError, InvalidOperation) as exc:
            raise InvalidPriceList("unreadable price list") from exc
