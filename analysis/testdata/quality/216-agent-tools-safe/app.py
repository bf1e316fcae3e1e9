"""Tool server for our support agent. The agent runtime POSTs tool calls here."""
from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

import tools

app = FastAPI(title="Agent tools")


class ToolCall(BaseModel):
    name: str
    arguments: dict[str, Any] = {}


@app.get("/tools")
def list_tools():
    return [{"name": name, "description": fn.__doc__} for name, fn in tools.REGISTRY.items()]


@app.post("/tools/call")
async def call_tool(call: ToolCall):
    tool = tools.REGISTRY.get(call.name)
    if tool is None:
        raise HTTPException(404, "unknown tool")
    try:
        result = await tool(**call.arguments)
    except (TypeError, ValueError, SyntaxError, ArithmeticError):
        raise HTTPException(422, "bad arguments")
    return {"name": call.name, "result": result}
