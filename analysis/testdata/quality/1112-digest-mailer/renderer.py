from datetime import date
from enum import StrEnum
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape


class Layout(StrEnum):
    COMPACT = "compact"
    MAGAZINE = "magazine"


class DigestRenderer:
    def __init__(self, folder: str = "layouts") -> None:
        self._env = Environment(loader=FileSystemLoader(folder), autoescape=select_autoescape())
        self._env.globals["today"] = date.today

    def render(self, layout: Layout, context: dict[str, Any]) -> str:
        template = self._env.get_template(f"{layout.value}.html")
        return template.render(**context)
