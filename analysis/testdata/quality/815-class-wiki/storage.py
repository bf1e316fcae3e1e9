from pathlib import Path

PAGES = Path("pages")


class PageStore:
    def __init__(self, root=PAGES):
        self.root = root

    def location(self, class_name, page):
        return self.root / class_name / (page + ".md")

    def read(self, class_name, page):
        return self.location(class_name, page).read_text(encoding="utf-8")

    def write(self, class_name, page, text):
        path = self.location(class_name, page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
