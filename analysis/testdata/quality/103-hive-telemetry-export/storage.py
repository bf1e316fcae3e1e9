from __future__ import annotations

from pathlib import Path


class ReadingStore:
    """Keeps one CSV file per hive and day under a root folder."""

    def __init__(self, root: str = "/var/lib/hives") -> None:
        self.root = Path(root)

    def _locate(self, apiary: str, name: str) -> Path:
        return self.root / apiary / name

    def load(self, apiary: str, name: str) -> str:
        target = self._locate(apiary, name)
        if not target.exists():
            raise FileNotFoundError(name)
        return target.read_text()

    def remove(self, apiary: str, name: str) -> None:
        target = self._locate(apiary, name)
        target.unlink(missing_ok=True)
