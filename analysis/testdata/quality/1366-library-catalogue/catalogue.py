from itertools import islice

from lxml import etree

MAX_RESULTS = 100


class Catalogue:
    def __init__(self, path: str) -> None:
        self.path = path
        self.tree = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))

    def find(self, author: str, language: str) -> list[dict]:
        nodes = self.tree.xpath(
            "/catalogue/book[@lang=$lang and author/text()=$author]", lang=language, author=author
        )
        return [{"title": n.findtext("title"), "isbn": n.findtext("isbn")} for n in islice(nodes, MAX_RESULTS)]

    def add(self, record) -> None:
        book = etree.SubElement(self.tree.getroot(), "book", lang=record.get("lang", "en"))
        for name in ("title", "author", "isbn"):
            etree.SubElement(book, name).text = record.findtext(name)

    def save(self) -> None:
        self.tree.write(self.path, encoding="utf-8", xml_declaration=True)
