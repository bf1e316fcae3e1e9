import os
from datetime import date
from pathlib import Path

from sealer import Sealer


class DiaryEntries:
    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self.folder = Path.home() / ".sealed-diary"
        self.folder.mkdir(mode=0o700, exist_ok=True)

    def _path(self, day: date) -> Path:
        return self.folder / f"{day.isoformat()}.bin"

    def write(self, day: date, text: str) -> Path:
        path = self._path(day)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "wb") as handle:
            handle.write(self._sealer.seal(text))
        return path

    def read(self, day: date) -> str:
        with self._path(day).open("rb") as handle:
            return self._sealer.open(handle.read(1_000_000))

    def days(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.bin"))
