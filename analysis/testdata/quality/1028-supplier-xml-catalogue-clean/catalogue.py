from decimal import Decimal

from lxml import etree


class Catalogue:
    """A supplier's BMEcat-like price list."""

    def __init__(self, raw):
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
        self.root = etree.fromstring(raw, parser=parser)

    def articles(self):
        for node in self.root.iterfind(".//ARTICLE"):
            yield {
                "sku": node.findtext("SUPPLIER_AID", "").strip(),
                "name": node.findtext("DESCRIPTION_SHORT", "").strip(),
                "price": Decimal(node.findtext("PRICE_AMOUNT", "0")),
            }

    def lookup(self, group, supplier_aid):
        return self.root.xpath(
            ".//ARTICLE[GROUP=$group and SUPPLIER_AID=$aid]", group=group, aid=supplier_aid
        )
