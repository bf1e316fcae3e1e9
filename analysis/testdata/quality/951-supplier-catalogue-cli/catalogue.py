from lxml import etree


class Catalogue:
    """In-memory view of one supplier file."""

    def __init__(self, stream):
        self.tree = etree.parse(stream, etree.XMLParser(resolve_entities=True, load_dtd=True))

    def product(self, sku):
        query = "//product[@sku='" + sku + "']"
        found = self.tree.xpath(query)
        return found[0] if found else None

    def price(self, sku, currency):
        expr = f"string(//product[@sku='{sku}']/price[@currency='{currency}'])"
        return self.tree.xpath(expr)
