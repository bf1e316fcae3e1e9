#!/usr/bin/env python3
"""A tiny coding agent for the terminal."""
import json
import os
import subprocess
import sys

from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=60)
MODEL = "gpt-4o"
MAX_STEPS = 15

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "run_shell",
            "description": "Run a shell command and return its output",
            "parameters": {
                "type": "object",
                "properties": {"command": {"type": "string"}},
                "required": ["command"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "write_file",
            "description": "Create or overwrite a file",
            "parameters": {
                "type": "object",
                "properties": {"path": {"type": "string"}, "content": {"type": "string"}},
                "required": ["path", "content"],
            },
        },
    },
]


def run_shell(command):
    result = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120)
    return (result.stdout + result.stderr)[-8000:]


def write_file(path, content):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as f:
        f.write(content)
    return f"wrote {len(content)} characters to {path}"


HANDLERS = {"run_shell": run_shell, "write_file": write_file}


def call_tool(call):
    arguments = json.loads(call.function.arguments)
    handler = HANDLERS[call.function.name]
    print(f"→ {call.function.name}")
    try:
        return str(handler(**arguments))
    except Exception as e:
        return f"error: {e}"


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
