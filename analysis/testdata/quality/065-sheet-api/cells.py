"""A tiny spreadsheet: cells hold numbers, text or formulas starting with '='."""
import re
from typing import Any

CELL_RE = re.compile(r"\b([A-Z])(\d{1,3})\b")


class Sheet:
    """Cells addressed as A1, B2, ..."""

    def __init__(self) -> None:
        self._cells: dict[str, str] = {}

    def set(self, address: str, content: str) -> None:
        """Set the raw content of a cell."""
        if not CELL_RE.fullmatch(address):
            raise KeyError(address)
        self._cells[address] = content

    def value(self, address: str) -> Any:
        """Return the computed value of a cell."""
        content = self._cells.get(address, "")
        if content.startswith("="):
            return self._compute(content[1:])
        try:
            return float(content)
        except ValueError:
            return content

    def _compute(self, formula: str) -> Any:
        expression = CELL_RE.sub(lambda m: f"cell('{m.group(0)}')", formula)
        helpers = {"cell": self.value, "SUM": sum, "MAX": max, "MIN": min, "ROUND": round}
        return eval(expression, helpers)

    def dump(self) -> dict[str, str]:
        return dict(sorted(self._cells.items()))
