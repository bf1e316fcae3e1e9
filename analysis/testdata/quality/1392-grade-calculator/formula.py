"""Arithmetic on score names, without eval."""
import ast
import operator

OPS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


class FormulaError(ValueError):
    pass


def parse(text):
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError) as exc:
        raise FormulaError("syntax") from exc
    _check(tree.body)
    return tree.body


def _check(node):
    if isinstance(node, ast.BinOp) and type(node.op) in OPS:
        _check(node.left)
        _check(node.right)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return
    elif not isinstance(node, ast.Name):
        raise FormulaError("not allowed")


def value(node, names):
    if isinstance(node, ast.BinOp):
        return OPS[type(node.op)](value(node.left, names), value(node.right, names))
    if isinstance(node, ast.Constant):
        return node.value
    return names[node.id]
