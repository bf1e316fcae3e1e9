from lxml import etree

NS = {"k": "http://www.opengis.net/kml/2.2"}
NOTES = etree.XPath("//k:Placemark[k:styleUrl=$style]/k:description/text()", namespaces=NS)
COORDINATES = etree.XPath("//k:Placemark[k:name=$name]//k:coordinates/text()", namespaces=NS)


class TrackFile:
    def __init__(self, data):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        self.root = etree.fromstring(data, parser)

    def placemarks(self):
        return [n.text for n in self.root.findall(".//k:Placemark/k:name", NS)][:200]

    def notes_with_style(self, style):
        return [str(n) for n in NOTES(self.root, style="#" + style)][:200]

    def coordinates_of(self, name):
        # the name is an XPath variable, not part of the expression
        found = COORDINATES(self.root, name=name)
        return found[0].split() if found else []
