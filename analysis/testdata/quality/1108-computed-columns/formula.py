import ast
import operator
from typing import Any, Callable

BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS: dict[str, Callable[..., float]] = {"round": round, "min": min, "max": max}


class FormulaError(ValueError):
    pass


class FormulaEngine:
    def __init__(self, source: str) -> None:
        self.source = source.strip().lstrip("=")
        try:
            self._tree = ast.parse(self.source, mode="eval").body
        except (SyntaxError, ValueError, RecursionError) as exc:
            raise FormulaError("formula could not be parsed") from exc

    def evaluate(self, cells: dict[str, Any]) -> float:
        try:
            return self._visit(self._tree, cells)
        except (ArithmeticError, TypeError) as exc:
            raise FormulaError("formula could not be evaluated") from exc

    def _visit(self, node: ast.expr, cells: dict[str, Any]) -> float:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.Name(id=name) if name in cells:
                return float(cells[name])
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                return BINARY[type(op)](self._visit(left, cells), self._visit(right, cells))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._visit(operand, cells)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                return FUNCTIONS[name](*(self._visit(arg, cells) for arg in args))
        raise FormulaError("unsupported expression")
