"""Diagnostics API for operators."""
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from diagnostics import DiagnosticsService
from security import require_operator

router = APIRouter(prefix="/diagnostics", dependencies=[Depends(require_operator)])
service = DiagnosticsService()


class ToolRequest(BaseModel):
    tool: str
    host: str
    count: int = 4


@router.post("/run")
def run_tool(request: ToolRequest):
    """Run a diagnostic tool."""
    try:
        result = service.run_tool(request.tool, request.host, request.count)
    except ValueError as exc:
        raise HTTPException(status_code=400, detail=str(exc))
    return {"ok": result.ok, "output": result.output.splitlines()}


@router.get("/resolve")
async def resolve(name: str, record_type: str = "A"):
    """Resolve a DNS name."""
    return {"records": await service.resolve(name, record_type)}
