"""Evaluates the price formulas that sales put on a quote.

Formulas are parsed with the ast module; only numbers, a few names and the four
basic operations are understood.
"""
import ast
import operator

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
MAX_LENGTH = 120


class FormulaError(ValueError):
    """The formula uses something that is not allowed."""


class PriceCalculator:
    """Knows the names a formula may use."""

    def __init__(self, width: float, height: float) -> None:
        self.variables = {"width": width, "height": height, "area": width * height}

    def normalise(self, formula: str) -> str:
        """Sales people write 2,5 instead of 2.5 and x instead of *."""
        return formula.replace(",", ".").replace(" x ", " * ").strip()

    def evaluate(self, formula: str) -> float:
        """Return the price in euros."""
        expression = self.normalise(formula)
        if len(expression) > MAX_LENGTH:
            raise FormulaError("formula too long")
        tree = ast.parse(expression, mode="eval")
        return round(float(self._value(tree.body)), 2)

    def _value(self, node: ast.AST) -> float:
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return node.value
        if isinstance(node, ast.Name) and node.id in self.variables:
            return self.variables[node.id]
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](self._value(node.left), self._value(node.right))
        raise FormulaError("unsupported expression")
