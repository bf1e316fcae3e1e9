import json
from pathlib import Path

FOLDER = Path(__file__).parent / "sheets"
FOLDER.mkdir(exist_ok=True)


class Sheets:
    """Character sheets, one JSON file per player's character."""

    def _file(self, owner_id, character):
        slug = "".join(c for c in character.lower() if c.isalnum())[:30]
        return FOLDER / f"{int(owner_id)}-{slug}.json"

    def load(self, owner_id, character):
        with open(self._file(owner_id, character), encoding="utf-8") as fh:
            return json.load(fh)

    def save(self, owner_id, character, sheet):
        self._file(owner_id, character).write_text(json.dumps(sheet), encoding="utf-8")
