from __future__ import annotations

import ast
import operator
from typing import Any

import pandas as pd

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
AGGREGATES = {"sum": "sum", "mean": "mean", "max": "max", "min": "min"}


class FormulaError(ValueError):
    pass


class FormulaEngine:
    """Evaluates KPI formulas such as ``revenue / orders`` by walking the syntax tree."""

    def __init__(self, metrics: dict[str, float]) -> None:
        self.metrics = metrics

    def value(self, formula: str) -> float:
        try:
            tree = ast.parse(formula.strip(), mode="eval")
        except SyntaxError as exc:
            raise FormulaError("syntax") from exc
        return float(self._walk(tree.body))

    def _walk(self, node: ast.AST) -> float:
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return node.value
        if isinstance(node, ast.Name) and node.id in self.metrics:
            return self.metrics[node.id]
        if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
            return BINARY[type(node.op)](self._walk(node.left), self._walk(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -self._walk(node.operand)
        raise FormulaError("only + - * / over known metrics")


class FrameAssistant:
    """Carries out the aggregation the model chose, picked from fixed lists."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def run(self, plan: dict[str, Any]) -> float:
        column = plan.get("column")
        function = AGGREGATES.get(str(plan.get("function")))
        if column not in ("revenue", "orders", "visits", "refunds") or function is None:
            raise FormulaError("unknown column or function")
        return float(self.frame[column].agg(function))
