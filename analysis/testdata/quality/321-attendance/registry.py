from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

REPORTS: dict[str, "Report"] = {}


@dataclass
class Report:
    key: str
    title: str
    build: Callable
    needs: tuple[str, ...] = ()

    def missing(self, params) -> list[str]:
        return [n for n in self.needs if not params.get(n)]


def report(key: str, title: str, *needs: str):
    def register(func):
        REPORTS[key] = Report(key, title, func, needs)
        return func

    return register


def quoted(value: str) -> str:
    return value.replace("'", "''")
