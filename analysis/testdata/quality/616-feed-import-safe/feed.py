from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring


class InvalidFeed(ValueError):
    pass


def parse_feed(data: bytes) -> list[dict]:
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as exc:
        raise InvalidFeed("unreadable feed") from exc
    products = []
    for node in root.iter("product"):
        product = {"sku": node.get("sku")}
        product.update({child.tag: (child.text or "").strip() for child in node})
        products.append(product)
    return products
