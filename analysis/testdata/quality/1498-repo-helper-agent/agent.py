#!/usr/bin/env python3
"""Ask questions about the repository in the current folder."""
import argparse
import json
import sys
from pathlib import Path

from openai import OpenAI

from tools import ToolError, Workspace

MAX_TURNS = 12
NEEDS_CONSENT = {"run_tests"}


def schema(name, description, **properties):
    return {
        "type": "function",
        "function": {
            "name": name,
            "description": description,
            "parameters": {
                "type": "object",
                "properties": properties,
                "required": [],
                "additionalProperties": False,
            },
        },
    }


TOOLS = [
    schema("list_files", "List the tracked files"),
    schema("read_file", "Read a text file", path={"type": "string"}),
    schema("git_log", "Show the latest commits", count={"type": "integer"}),
    schema("run_tests", "Run the test suite"),
]


def confirmed(question):
    return input(f"{question} [y/N] ").strip().lower() == "y"


def call_tool(workspace, name, raw_arguments):
    handlers = {
        "list_files": workspace.list_files,
        "read_file": workspace.read_file,
        "git_log": workspace.git_log,
        "run_tests": workspace.run_tests,
    }
    handler = handlers.get(name)
    if handler is None:
        return "error: there is no such tool"
    if name in NEEDS_CONSENT and not confirmed(f"The assistant wants to use {name}. Allow?"):
        return "error: the user declined"
    try:
        return handler(**json.loads(raw_arguments or "{}"))
    except (ToolError, TypeError, ValueError) as exc:
        return f"error: {exc}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("question")
    args = parser.parse_args()

    client = OpenAI(timeout=60)
    workspace = Workspace(Path.cwd())
    messages = [
        {"role": "system", "content": "You explain this repository. Use the tools to look things up."},
        {"role": "user", "content": args.question},
    ]
    for _ in range(MAX_TURNS):
        reply = client.chat.completions.create(
            model="gpt-4o", messages=messages, tools=TOOLS, max_tokens=1500
        ).choices[0].message
        messages.append(reply)
        if not reply.tool_calls:
            print(reply.content)
            return 0
        for call in reply.tool_calls:
            result = call_tool(workspace, call.function.name, call.function.arguments)
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
    print("I could not find an answer in time.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
