"""Tool server for our support agent. The agent runtime POSTs tool calls here."""
from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

import tools

app = FastAPI(title="Agent tools")


class ToolCall(BaseModel):
    name: str
    arguments: dict[str, Any] = Field(default_factory=dict)


REGISTRY = {
    "calculator": tools.calculator,
    "read_note": tools.read_note,
    "fetch_page": tools.fetch_page,
    "search_orders": tools.search_orders,
}


@app.get("/tools")
def list_tools():
    return [{"name": name, "description": fn.__doc__} for name, fn in REGISTRY.items()]


@app.post("/tools/call")
async def call_tool(call: ToolCall):
    tool = REGISTRY.get(call.name)
    if tool is None:
        raise HTTPException(404, "unknown tool")
    try:
        result = await tool(**call.arguments)
    except TypeError:
        raise HTTPException(422, "bad arguments")
    return {"name": call.name, "result": result}
