"""Remembers which widgets a visitor arranged on the dashboard, in a cookie."""
from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

COOKIE = "layout"
WIDGETS = {"sales", "traffic", "returns", "support"}


@dataclass
class Layout:
    columns: int = 2
    widgets: list[str] = field(default_factory=lambda: ["sales", "traffic"])


def dump_layout(layout: Layout) -> str:
    return json.dumps(asdict(layout))


def load_layout(request) -> Layout:
    raw = request.COOKIES.get(COOKIE)
    if not raw:
        return Layout()
    try:
        data = json.loads(raw)
        columns = min(max(int(data["columns"]), 1), 4)
        return Layout(columns=columns, widgets=[w for w in data["widgets"] if w in WIDGETS])
    except (ValueError, KeyError, TypeError):
        return Layout()
