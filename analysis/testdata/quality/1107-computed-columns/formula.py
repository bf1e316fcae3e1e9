import math
from typing import Any


class FormulaError(ValueError):
    pass


class FormulaEngine:
    helpers: dict[str, Any] = {"round": round, "min": min, "max": max, "sqrt": math.sqrt}

    def __init__(self, source: str) -> None:
        self.source = source.strip().lstrip("=")

    def evaluate(self, cells: dict[str, Any]) -> Any:
        scope = {**self.helpers, **cells}
        try:
            return eval(self.source, {"__builtins__": {}}, scope)
        except (SyntaxError, NameError, TypeError, ZeroDivisionError) as exc:
            raise FormulaError("formula could not be evaluated") from exc
