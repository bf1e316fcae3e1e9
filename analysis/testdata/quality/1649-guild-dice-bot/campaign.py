import json
from pathlib import Path

FOLDER = Path(__file__).parent / "sheets"


class Sheets:
    """Character sheets, one JSON file per player's character."""

    def _file(self, character):
        return FOLDER / (character.lower() + ".json")

    def load(self, character):
        with open(self._file(character), encoding="utf-8") as fh:
            return json.load(fh)

    def save(self, character, sheet):
        self._file(character).write_text(json.dumps(sheet))
