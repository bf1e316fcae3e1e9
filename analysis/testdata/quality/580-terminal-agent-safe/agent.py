#!/usr/bin/env python3
"""A tiny coding agent for the terminal. Every action is confirmed and stays in the workspace."""
import json
import os
import subprocess
import sys
from pathlib import Path

from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=60)
MODEL = "gpt-4o"
MAX_STEPS = 15
WORKSPACE = Path.cwd().resolve()

# What the model may run, by name
CHECKS = {
    "tests": ["python", "-m", "pytest", "-q"],
    "lint": ["ruff", "check", "."],
    "types": ["mypy", "."],
    "status": ["git", "status", "--short"],
}

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "run_check",
            "description": "Run one of the project's checks and return its output",
            "parameters": {
                "type": "object",
                "properties": {"name": {"type": "string", "enum": sorted(CHECKS)}},
                "required": ["name"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "write_file",
            "description": "Create or overwrite a file in the workspace",
            "parameters": {
                "type": "object",
                "properties": {"path": {"type": "string"}, "content": {"type": "string"}},
                "required": ["path", "content"],
            },
        },
    },
]


def confirm(question):
    return input(f"{question} [y/N] ").strip().lower() == "y"


def run_check(name):
    command = CHECKS.get(name)
    if command is None:
        return "unknown check"
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=WORKSPACE)
    return (result.stdout + result.stderr)[-8000:]


def write_file(path, content):
    target = (WORKSPACE / path).resolve()
    if not target.is_relative_to(WORKSPACE):
        return "refused: outside the workspace"
    if not confirm(f"Write {target}?"):
        return "refused by the user"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8")
    return f"wrote {len(content)} characters"


HANDLERS = {"run_check": run_check, "write_file": write_file}


def call_tool(call):
    handler = HANDLERS.get(call.function.name)
    if handler is None:
        return "unknown tool"
    try:
        return str(handler(**json.loads(call.function.arguments)))
    except (TypeError, ValueError, OSError, subprocess.SubprocessError) as exc:
        return f"error: {exc}"


def main():
    task = " ".join(sys.argv[1:]) or input("Task: ")
    messages = [
        {"role": "system", "content": "You are a coding agent. Use the tools to finish the task."},
        {"role": "user", "content": task},
    ]
    for _ in range(MAX_STEPS):
        reply = client.chat.completions.create(model=MODEL, messages=messages, tools=TOOLS)
        message = reply.choices[0].message
        messages.append(message)
        if not message.tool_calls:
            print(message.content)
            return
        for call in message.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": call_tool(call)})
    print("Step limit reached")


if __name__ == "__main__":
    main()
