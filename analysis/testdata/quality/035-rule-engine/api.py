"""API of the rule engine."""
from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from engine import Rule, RuleEngine, load_action

router = APIRouter(prefix="/rules", tags=["rules"])
engine = RuleEngine()


class RuleIn(BaseModel):
    name: str
    condition: str
    script: str = ""


class RecordIn(BaseModel):
    data: dict


@router.post("/", status_code=201)
async def create_rule(payload: RuleIn):
    """Create a rule."""
    engine.add(Rule(payload.name, payload.condition, payload.script))
    return {"name": payload.name}


@router.post("/run")
async def run_rules(record: RecordIn):
    """Run all rules against a record."""
    try:
        return {"record": engine.run(record.data)}
    except Exception:
        raise HTTPException(status_code=422, detail="A rule failed")


@router.post("/actions/{action}")
async def run_action(action: str, record: RecordIn):
    """Run a single action by its dotted path."""
    try:
        func = load_action(action)
    except (ImportError, AttributeError):
        raise HTTPException(status_code=404, detail="Unknown action")
    return {"result": func(record.data)}
