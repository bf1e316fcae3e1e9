import json
from pathlib import Path

from probe import Result

STATE = Path("/tmp/hostwatch-state.json")


class StateFile:
    def load(self) -> dict[str, bool]:
        if not STATE.exists():
            return {}
        return json.loads(STATE.read_text())

    def save(self, results: list[Result]) -> None:
        data = {f"{r.target.host}:{r.target.port}": r.up for r in results}
        STATE.write_text(json.dumps(data))
