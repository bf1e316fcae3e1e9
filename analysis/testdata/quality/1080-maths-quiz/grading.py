import ast
import math
import operator

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
NAMES = {"pi": math.pi}
FUNCTIONS = {"sqrt": math.sqrt, "sin": math.sin}


class BadAnswer(ValueError):
    pass


def calculate(node):
    """Walk the syntax tree; only numbers, + - * /, pi, sqrt and sin are known."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in NAMES:
        return NAMES[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
        return BINARY[type(node.op)](calculate(node.left), calculate(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -calculate(node.operand)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
        if len(node.args) == 1 and not node.keywords:
            return FUNCTIONS[node.func.id](calculate(node.args[0]))
    raise BadAnswer()


class Grader:
    """Compares what the pupil typed with the expected value."""

    def __init__(self, question):
        self.question = question

    def value_of(self, text):
        if len(text) > 100:
            raise BadAnswer()
        try:
            return float(calculate(ast.parse(text.replace(",", "."), mode="eval").body))
        except (SyntaxError, ArithmeticError, RecursionError, ValueError) as exc:
            raise BadAnswer() from exc

    def is_right(self, text):
        return abs(self.value_of(text) - self.question.answer) < 0.001
