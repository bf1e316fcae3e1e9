import io
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges


class ProductHandler(ContentHandler):
    def __init__(self):
        super().__init__()
        self.products = []
        self.text = []
        self.current = None

    def startElement(self, name, attrs):
        self.text = []
        if name == "product":
            self.current = {"sku": attrs.get("sku")}

    def characters(self, content):
        self.text.append(content)

    def endElement(self, name):
        if name == "product":
            self.products.append(self.current)
            self.current = None
        elif self.current is not None:
            self.current[name] = "".join(self.text).strip()


def parse_feed(data: bytes) -> list[dict]:
    handler = ProductHandler()
    parser = xml.sax.make_parser()
    # Some feeds keep their currency table in an external entity
    parser.setFeature(feature_external_ges, True)
    parser.setContentHandler(handler)
    parser.parse(io.BytesIO(data))
    return handler.products
