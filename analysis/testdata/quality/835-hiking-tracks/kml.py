from lxml import etree

NS = {"k": "http://www.opengis.net/kml/2.2"}


class TrackFile:
    def __init__(self, stream):
        parser = etree.XMLParser(resolve_entities=True, no_network=False, huge_tree=True)
        self.tree = etree.parse(stream, parser)

    def placemarks(self):
        return [n.text for n in self.tree.findall(".//k:Placemark/k:name", NS)][:200]

    def notes_with_style(self, style):
        query = etree.XPath(f"//k:Placemark[k:styleUrl='#{style}']/k:description/text()", namespaces=NS)
        return [str(n) for n in query(self.tree)][:200]

    def coordinates_of(self, name):
        expr = "//k:Placemark[k:name='" + name + "']//k:coordinates/text()"
        found = self.tree.xpath(expr, namespaces=NS)
        return found[0].split() if found else []
