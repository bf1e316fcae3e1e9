from lxml import etree


class Catalogue:
    def __init__(self, path: str) -> None:
        self.path = path
        self.tree = etree.parse(path)

    def find(self, author: str, language: str) -> list[dict]:
        condition = "@lang='{}' and author/text()='{}'".format(language, author)
        nodes = self.tree.xpath("/catalogue/book[" + condition + "]")
        return [{"title": n.findtext("title"), "isbn": n.findtext("isbn")} for n in nodes]

    def add(self, record) -> None:
        book = etree.SubElement(self.tree.getroot(), "book", lang=record.get("lang", "en"))
        for name in ("title", "author", "isbn"):
            etree.SubElement(book, name).text = record.findtext(name)

    def save(self) -> None:
        self.tree.write(self.path, encoding="utf-8", xml_declaration=True)
