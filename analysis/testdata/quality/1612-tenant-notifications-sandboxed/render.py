from jinja2 import DictLoader, Environment

DEFAULTS = {
    "welcome": "Hello {{ user.name }}, welcome to {{ tenant }}!",
    "overdue": "Hello {{ user.name }}, task {{ task }} is overdue.",
}

env = Environment(loader=DictLoader(DEFAULTS), autoescape=True)


class MessageRenderer:
    def __init__(self, signature: str = ""):
        self.signature = signature

    def render(self, kind: str, **context) -> str:
        body = env.get_template(kind).render(**context)
        return f"{body}\n\n{self.signature}" if self.signature else body
