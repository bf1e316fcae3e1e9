"""Small HTML components; no template engine needed for three pages."""
from html import escape


class Page:
    def __init__(self, title, theme="light"):
        self.title = title
        self.theme = theme
        self._parts = []

    def add(self, fragment):
        self._parts.append(fragment)
        return self

    def render(self):
        body = "\n".join(self._parts)
        return (
            "<!doctype html><html><head><meta charset='utf-8'>"
            f"<title>{self.title}</title></head>"
            f"<body class='theme-{self.theme}'>{body}</body></html>"
        )


def search_form(value):
    return (
        "<form action='/search'>"
        f"<input name='q' value=\"{value.replace('<', '&lt;').replace('>', '&gt;')}\">"
        "<button>Search</button></form>"
    )


def result_list(books):
    items = [
        f"<li><a href='/books/{int(b['id'])}'>{escape(b['title'])}</a> by {escape(b['author'] or 'unknown')}</li>"
        for b in books
    ]
    return f"<ul>{''.join(items)}</ul>"
