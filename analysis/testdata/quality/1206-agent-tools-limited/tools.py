"""Tools the support agent is allowed to call."""
import ast
import operator
import uuid
from pathlib import Path

NOTES_DIR = Path("/srv/assistant/notes")

TOOL_SPECS = [
    {
        "type": "function",
        "function": {
            "name": "calculate",
            "description": "Evaluate an arithmetic expression, e.g. '(12.5 * 3) / 4'",
            "parameters": {
                "type": "object",
                "properties": {"expression": {"type": "string"}},
                "required": ["expression"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "save_note",
            "description": "Store a note about the customer for later",
            "parameters": {
                "type": "object",
                "properties": {"content": {"type": "string"}},
                "required": ["content"],
            },
        },
    },
]

_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _evaluate(node: ast.AST) -> float:
    if isinstance(node, ast.Expression):
        return _evaluate(node.body)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_evaluate(node.left), _evaluate(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_evaluate(node.operand)
    raise ValueError("unsupported expression")


def calculate(expression: str) -> str:
    if len(expression) > 200:
        raise ValueError("expression too long")
    return str(_evaluate(ast.parse(expression, mode="eval")))


def save_note(content: str) -> str:
    note_id = uuid.uuid4().hex
    target = NOTES_DIR / f"{note_id}.md"
    target.write_text(content[:20_000], encoding="utf-8")
    return f"Saved as note {note_id}"


TOOLS = {"calculate": calculate, "save_note": save_note}
