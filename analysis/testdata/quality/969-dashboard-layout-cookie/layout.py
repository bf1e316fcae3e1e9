"""Remembers which widgets a visitor arranged on the dashboard, in a cookie."""
from __future__ import annotations

import base64
import pickle
from dataclasses import dataclass, field

COOKIE = "layout"


@dataclass
class Layout:
    columns: int = 2
    widgets: list[str] = field(default_factory=lambda: ["sales", "traffic"])


def dump_layout(layout: Layout) -> str:
    return base64.urlsafe_b64encode(pickle.dumps(layout)).decode()


def load_layout(request) -> Layout:
    raw = request.COOKIES.get(COOKIE)
    if not raw:
        return Layout()
    data = base64.urlsafe_b64decode(raw)
    return pickle.loads(data)
