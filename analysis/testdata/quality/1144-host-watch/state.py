import json
import os
import tempfile
from pathlib import Path

from probe import Result


class StateFile:
    def __init__(self) -> None:
        self.folder = Path.home() / ".local" / "state" / "hostwatch"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = self.folder / "state.json"

    def load(self) -> dict[str, bool]:
        try:
            return json.loads(self.path.read_text())
        except FileNotFoundError:
            return {}

    def save(self, results: list[Result]) -> None:
        data = {f"{r.target.host}:{r.target.port}": r.up for r in results}
        with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False) as handle:
            json.dump(data, handle)
        os.replace(handle.name, self.path)
