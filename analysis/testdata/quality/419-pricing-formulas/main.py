"""Pricing service. Product managers define formulas such as `cost * 1.3 + shipping`."""
import logging
import math
import re
from typing import Optional

from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from deps import require_user
from engine import FormulaEngine, FormulaError

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/pricing", dependencies=[Depends(require_user)])
engine = FormulaEngine()


class Formula(BaseModel):
    name: str = Field(max_length=60)
    expression: str = Field(max_length=500)
    condition: Optional[str] = None


class QuoteRequest(BaseModel):
    formula: Formula
    variables: dict[str, float]


class Quote(BaseModel):
    formula: str
    price: float


@router.post("/quote", response_model=Quote)
def quote(body: QuoteRequest):
    try:
        if body.formula.condition and not engine.check(body.formula.condition, body.variables):
            raise HTTPException(status_code=409, detail="Condition not met")
        price = engine.evaluate(body.formula.expression, body.variables)
    except FormulaError as exc:
        logger.info("Formula rejected: %s", exc)
        raise HTTPException(status_code=422, detail="Invalid formula")
    return Quote(formula=body.formula.name, price=round(price, 2))


app = FastAPI()
app.include_router(router)
