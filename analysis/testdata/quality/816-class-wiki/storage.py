import re
from pathlib import Path

PAGES = Path("pages").resolve()
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


class BadPageName(ValueError):
    pass


class PageStore:
    def __init__(self, root=PAGES):
        self.root = root

    def location(self, class_name, page):
        if not SLUG.fullmatch(page):
            raise BadPageName("page names are lower-case letters, digits and dashes")
        return self.root / class_name / (page + ".md")

    def read(self, class_name, page):
        return self.location(class_name, page).read_text(encoding="utf-8")

    def write(self, class_name, page, text):
        path = self.location(class_name, page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
