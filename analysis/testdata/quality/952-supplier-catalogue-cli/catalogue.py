from lxml import etree


class Catalogue:
    """In-memory view of one supplier file."""

    def __init__(self, stream):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        self.tree = etree.parse(stream, parser)

    def product(self, sku):
        found = self.tree.xpath("//product[@sku=$sku]", sku=sku)
        return found[0] if found else None

    def price(self, sku, currency):
        expr = "string(//product[@sku=$sku]/price[@currency=$currency])"
        return self.tree.xpath(expr, sku=sku, currency=currency)
