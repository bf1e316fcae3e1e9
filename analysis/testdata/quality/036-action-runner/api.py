"""API of the action runner."""
import operator

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from actions import ACTIONS, load_exporter

router = APIRouter(prefix="/actions", tags=["actions"])

COMPARISONS = {"eq": operator.eq, "lt": operator.lt, "gt": operator.gt, "in": lambda a, b: a in b}


class Condition(BaseModel):
    field: str
    op: str
    value: str | int | float | list


class RunRequest(BaseModel):
    data: dict
    condition: Condition | None = None


def matches(condition: Condition, record: dict) -> bool:
    """Check a structured condition."""
    compare = COMPARISONS.get(condition.op)
    if compare is None:
        raise HTTPException(status_code=400, detail="Unknown operator")
    return compare(record.get(condition.field), condition.value)


@router.post("/{name}/run")
async def run_action(name: str, request: RunRequest):
    """Run a named action on a record."""
    func = ACTIONS.get(name)
    if func is None:
        raise HTTPException(status_code=404, detail="Unknown action")
    if request.condition and not matches(request.condition, request.data):
        return {"result": request.data, "changed": False}
    return {"result": func(request.data), "changed": True}


@router.post("/export/{fmt}")
async def export(fmt: str, records: list[dict]):
    """Export records in one of the known formats."""
    try:
        exporter = load_exporter(fmt)
    except KeyError:
        raise HTTPException(status_code=404, detail="Unknown format")
    return {"content": exporter(records)}
