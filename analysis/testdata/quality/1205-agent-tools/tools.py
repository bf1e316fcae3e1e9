"""Tools the support agent is allowed to call."""
import math
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
                "properties": {"name": {"type": "string"}, "content": {"type": "string"}},
                "required": ["name", "content"],
            },
        },
    },
]


def calculate(expression: str) -> str:
    allowed = {name: getattr(math, name) for name in ("sqrt", "ceil", "floor", "pi")}
    return str(eval(expression, {"math": math}, allowed))


def save_note(name: str, content: str) -> str:
    target = NOTES_DIR / f"{name}.md"
    target.write_text(content[:20_000], encoding="utf-8")
    return f"Saved note '{name}'"


TOOLS = {"calculate": calculate, "save_note": save_note}
