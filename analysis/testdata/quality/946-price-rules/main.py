import os
import sqlite3

from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from deps import product_manager
from rules import PriceRule

router = APIRouter(prefix="/rules", dependencies=[Depends(product_manager)])
DB = os.environ.get("RULES_DB", "rules.db")


class RuleIn(BaseModel):
    sku: str = Field(max_length=40)
    formula: str = Field(max_length=200)


class Preview(BaseModel):
    formula: str = Field(max_length=200)
    cost: float
    qty: int = 1


def connect():
    conn = sqlite3.connect(DB, timeout=5)
    conn.row_factory = sqlite3.Row
    return conn


def compute(formula: str, cost: float, qty: int) -> float:
    try:
        return PriceRule(formula).price(cost=cost, qty=qty)
    except (ArithmeticError, SyntaxError, ValueError):
        raise HTTPException(422, "The formula could not be computed") from None


@router.put("")
def save_rule(rule: RuleIn):
    conn = connect()
    with conn:
        conn.execute("REPLACE INTO rules (sku, formula) VALUES (?, ?)", (rule.sku, rule.formula))
    conn.close()
    return {"saved": rule.sku}


@router.post("/preview")
def preview(body: Preview):
    return {"price": compute(body.formula, body.cost, body.qty)}


@router.get("/{sku}/price")
def price(sku: str, cost: float, qty: int = 1):
    conn = connect()
    row = conn.execute("SELECT formula FROM rules WHERE sku = ?", (sku,)).fetchone()
    conn.close()
    if row is None:
        raise HTTPException(404, "no rule")
    return {"price": compute(row["formula"], cost, qty)}


app = FastAPI()
app.include_router(router)
