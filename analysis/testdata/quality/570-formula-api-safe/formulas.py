"""Evaluates the formulas users put in their sheets, without eval."""
import ast
import math
import operator

FUNCTIONS = {"sqrt": math.sqrt, "abs": abs, "round": round, "min": min, "max": max}

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}
UNARY = {ast.USub: operator.neg, ast.UAdd: operator.pos}

MAX_LENGTH = 500


class FormulaError(ValueError):
    """The formula uses something that is not supported."""


class Formula:
    def __init__(self, text):
        if len(text) > MAX_LENGTH:
            raise FormulaError("too long")
        try:
            self.tree = ast.parse(text.lstrip("="), mode="eval").body
        except SyntaxError as exc:
            raise FormulaError("not a formula") from exc

    def value(self, cells):
        return self._visit(self.tree, cells)

    def _visit(self, node, cells):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return node.value
        if isinstance(node, ast.Name):
            return float(cells.get(node.id, 0))
        if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
            return BINARY[type(node.op)](self._visit(node.left, cells), self._visit(node.right, cells))
        if isinstance(node, ast.UnaryOp) and type(node.op) in UNARY:
            return UNARY[type(node.op)](self._visit(node.operand, cells))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            return FUNCTIONS[node.func.id](*(self._visit(a, cells) for a in node.args))
        raise FormulaError("unsupported expression")
