"""Tools that the research agent may call."""
import ast
import json
import operator
import subprocess
from pathlib import Path
from typing import Callable
from uuid import uuid4

WORKSPACE = Path("/srv/agent/workspace").resolve()

_OPS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _evaluate(node: ast.AST) -> float:
    if isinstance(node, ast.Expression):
        return _evaluate(node.body)
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.BinOp) and type(node.op) in _OPS:
        return _OPS[type(node.op)](_evaluate(node.left), _evaluate(node.right))
    raise ValueError("unsupported expression")


class Toolbox:
    def __init__(self) -> None:
        self._tools: dict[str, Callable[..., str]] = {
            "calculate": self.calculate,
            "save_note": self.save_note,
            "grep_workspace": self.grep_workspace,
        }

    def schemas(self) -> list[dict]:
        def schema(name: str, description: str, *params: str) -> dict:
            return {
                "type": "function",
                "function": {
                    "name": name,
                    "description": description,
                    "parameters": {
                        "type": "object",
                        "properties": {p: {"type": "string"} for p in params},
                        "required": list(params),
                    },
                },
            }

        return [
            schema("calculate", "Evaluate an arithmetic expression", "expression"),
            schema("save_note", "Save a markdown note", "content"),
            schema("grep_workspace", "Search the notes for a literal text", "text"),
        ]

    def call(self, name: str, arguments: str) -> str:
        tool = self._tools.get(name)
        if tool is None:
            return f"unknown tool {name}"
        return tool(**json.loads(arguments))

    def calculate(self, expression: str) -> str:
        if len(expression) > 200:
            return "expression too long"
        try:
            return str(_evaluate(ast.parse(expression, mode="eval")))
        except (SyntaxError, ValueError, ZeroDivisionError):
            return "could not evaluate"

    def save_note(self, content: str) -> str:
        target = WORKSPACE / f"{uuid4().hex}.md"
        target.write_text(content[:50_000], encoding="utf-8")
        return f"saved {target.name}"

    def grep_workspace(self, text: str) -> str:
        result = subprocess.run(
            ["grep", "-rnF", "-m", "40", "-e", text, "--", str(WORKSPACE)],
            capture_output=True,
            text=True,
            timeout=20,
        )
        return result.stdout[:4000] or "no matches"
