from jinja2 import Environment

DEFAULTS = {
    "welcome": "Hello {{ user.name }}, welcome to {{ tenant }}!",
    "overdue": "Hello {{ user.name }}, task {{ task }} is overdue.",
}

env = Environment(autoescape=True)


class MessageRenderer:
    def __init__(self, overrides: dict[str, str] | None = None):
        self.templates = {**DEFAULTS, **(overrides or {})}

    def render(self, kind: str, **context) -> str:
        source = self.templates[kind]
        return env.from_string(source).render(**context)
