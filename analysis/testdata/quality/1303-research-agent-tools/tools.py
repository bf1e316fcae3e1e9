"""Tools that the research agent may call."""
import io
import json
import subprocess
from contextlib import redirect_stdout
from pathlib import Path
from typing import Callable

WORKSPACE = Path("/srv/agent/workspace")


class Toolbox:
    def __init__(self) -> None:
        self._tools: dict[str, Callable[..., str]] = {
            "run_python": self.run_python,
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
            schema("run_python", "Run a Python snippet and return what it prints", "code"),
            schema("save_note", "Save a markdown note", "filename", "content"),
            schema("grep_workspace", "Search the notes for a pattern", "pattern"),
        ]

    def call(self, name: str, arguments: str) -> str:
        tool = self._tools.get(name)
        if tool is None:
            return f"unknown tool {name}"
        return tool(**json.loads(arguments))

    def run_python(self, code: str) -> str:
        buffer = io.StringIO()
        with redirect_stdout(buffer):
            exec(code, {"__name__": "__agent__"})
        return buffer.getvalue()[:4000]

    def save_note(self, filename: str, content: str) -> str:
        target = WORKSPACE / filename
        target.write_text(content, encoding="utf-8")
        return f"saved {filename}"

    def grep_workspace(self, pattern: str) -> str:
        cmd = f"grep -rn '{pattern}' {WORKSPACE} | head -n 40"
        result = subprocess.run(cmd, shell=True, capture_output=True, text=True, timeout=20)
        return result.stdout or "no matches"
