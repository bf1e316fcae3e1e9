from html import escape


class Text:
    def __init__(self, value):
        self.value = value

    def render(self) -> str:
        return escape(str(self.value))


class Element:
    def __init__(self, tag: str, *children):
        self.tag = tag
        self.children = children

    def render(self) -> str:
        inner = "".join(child.render() for child in self.children)
        return f"<{self.tag}>{inner}</{self.tag}>"


def page(title: str, *body) -> str:
    content = "".join(part.render() for part in body)
    return f"<!doctype html><title>{escape(title)}</title>{content}"
