"""API for previewing price formulas."""
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from calculator import FormulaEngine, FormulaError

app = FastAPI(title="Pricing")


class PreviewRequest(BaseModel):
    formula: str = Field(..., examples=["cost * 1.2 + 3"])
    cost: float
    quantity: int = 1


class PreviewResponse(BaseModel):
    price: float
    total: float


@app.post("/formulas/preview", response_model=PreviewResponse)
def preview(request: PreviewRequest) -> PreviewResponse:
    """Calculate a price with the given formula."""
    engine = FormulaEngine({"cost": request.cost, "quantity": request.quantity})
    try:
        price = engine.evaluate(request.formula)
    except FormulaError as exc:
        raise HTTPException(status_code=422, detail=str(exc))
    return PreviewResponse(price=price, total=price * request.quantity)
