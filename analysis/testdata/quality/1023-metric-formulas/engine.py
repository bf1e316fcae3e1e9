from __future__ import annotations

import math
from typing import Any

import pandas as pd

HELPERS = {"sqrt": math.sqrt, "log": math.log, "round": round, "abs": abs}


class FormulaEngine:
    """Evaluates KPI formulas such as ``revenue / orders`` over a row of metrics."""

    def __init__(self, metrics: dict[str, float]) -> None:
        self.metrics = metrics

    def value(self, formula: str) -> float:
        names: dict[str, Any] = {**HELPERS, **self.metrics}
        code = compile(formula.strip(), "<formula>", "eval")
        return float(eval(code, {"__builtins__": {}}, names))


class FrameAssistant:
    """Runs the pandas snippet the model wrote against the metrics frame."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def run(self, snippet: str) -> Any:
        scope: dict[str, Any] = {"df": self.frame.copy(), "pd": pd}
        exec(snippet, scope)
        return scope.get("result")
