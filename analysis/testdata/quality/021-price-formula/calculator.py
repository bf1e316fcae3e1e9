"""Evaluates the price formulas configured by shop managers."""
import math
import re

SAFE_NAMES = {name: getattr(math, name) for name in ("ceil", "floor", "sqrt", "pow")}


def normalise(expression: str) -> str:
    """Clean up an expression typed by a user."""
    expression = expression.strip().replace("^", "**").replace(",", ".")
    return re.sub(r"\s+", " ", expression)


class FormulaError(ValueError):
    """Raised when a formula cannot be evaluated."""


class FormulaEngine:
    """Evaluates formulas with a set of variables."""

    def __init__(self, variables):
        self.variables = dict(variables)

    def evaluate(self, expression: str) -> float:
        """Evaluate the expression and return the result."""
        formula = normalise(expression)
        namespace = {"__builtins__": {}, **SAFE_NAMES, **self.variables}
        try:
            return float(eval(formula, namespace))
        except Exception as exc:
            raise FormulaError("Invalid formula") from exc
