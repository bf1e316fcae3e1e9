from html import escape
from typing import Iterable, Mapping

SHELL = (
    "<!doctype html><html><head><title>{title}</title></head>"
    "<body><h1>{title}</h1>{body}</body></html>"
)


def shell(title: str, body: str) -> str:
    return SHELL.format(title=escape(title), body=body)


def tag(name: str, content, **attributes) -> str:
    attrs = "".join(f' {k}="{escape(str(v), quote=True)}"' for k, v in attributes.items())
    return f"<{name}{attrs}>{escape(str(content))}</{name}>"


def observation_row(row: Mapping) -> str:
    cells = "".join(tag("td", row[k]) for k in ("object", "magnitude", "seeing", "note"))
    return f"<tr>{cells}</tr>"


def observation_table(rows: Iterable[Mapping]) -> str:
    return "<table>" + "".join(map(observation_row, rows)) + "</table>"
