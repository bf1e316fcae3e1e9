"""API for previewing discounts."""
import ast
import json

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from calculator import FormulaError, evaluate

app = FastAPI(title="Discounts")


class PreviewRequest(BaseModel):
    formula: str
    cost: float
    tiers: str = "[]"


def parse_tiers(text: str) -> list:
    """Parse a list of tiers such as [(10, 0.05), (50, 0.1)]."""
    try:
        tiers = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        raise HTTPException(status_code=422, detail="tiers must be a list literal")
    if not isinstance(tiers, list):
        raise HTTPException(status_code=422, detail="tiers must be a list")
    return tiers


@app.post("/discounts/preview")
def preview(request: PreviewRequest):
    """Calculate a discounted price."""
    tiers = parse_tiers(request.tiers)
    try:
        price = evaluate(request.formula, {"cost": request.cost, "tiers": len(tiers)})
    except FormulaError as exc:
        raise HTTPException(status_code=422, detail=str(exc))
    return {"price": round(price, 2), "tiers": tiers}


@app.get("/discounts/defaults")
def defaults():
    with open("defaults.json", encoding="utf-8") as fh:
        return json.load(fh)
