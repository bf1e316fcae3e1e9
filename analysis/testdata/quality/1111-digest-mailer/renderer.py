from datetime import date
from typing import Any

from jinja2 import Environment, select_autoescape


class DigestRenderer:
    def __init__(self) -> None:
        self._env = Environment(autoescape=select_autoescape(default_for_string=True))
        self._env.globals["today"] = date.today

    def render(self, layout: str, context: dict[str, Any]) -> str:
        template = self._env.from_string(layout)
        return template.render(**context)
