import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Iterator

LABEL = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")


@dataclass(frozen=True)
class Hit:
    line: int
    text: str


class LogSearcher:
    def __init__(self, path: Path, limit: int = 200) -> None:
        self.path = path
        self.limit = limit

    def _matcher(self, expression: str) -> re.Pattern[str]:
        return re.compile(re.escape(expression[:100]), re.IGNORECASE)

    def _hits(self, pattern: re.Pattern[str]) -> Iterator[Hit]:
        with self.path.open(encoding="utf-8", errors="replace") as handle:
            for number, line in enumerate(handle, 1):
                if pattern.search(line):
                    yield Hit(number, line.rstrip()[:400])

    def search(self, expression: str) -> list[Hit]:
        return list(islice(self._hits(self._matcher(expression)), self.limit))


def is_label(value: str) -> bool:
    return LABEL.fullmatch(value) is not None
