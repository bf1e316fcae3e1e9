"""Evaluates arithmetic discount formulas without eval()."""
import ast
import operator

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}


class FormulaError(ValueError):
    """Raised when a formula cannot be evaluated."""


def evaluate(expression: str, variables: dict) -> float:
    """Evaluate an arithmetic expression with the given variables."""
    try:
        tree = ast.parse(expression, mode="eval")
    except SyntaxError as exc:
        raise FormulaError("Invalid formula") from exc
    return _evaluate_node(tree.body, variables)


def _evaluate_node(node, variables):
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in variables:
        return variables[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](
            _evaluate_node(node.left, variables), _evaluate_node(node.right, variables)
        )
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_evaluate_node(node.operand, variables))
    raise FormulaError("Unsupported expression")
