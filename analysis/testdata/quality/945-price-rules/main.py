import os
import sqlite3

from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel

from deps import product_manager
from rules import PriceRule

router = APIRouter(prefix="/rules", dependencies=[Depends(product_manager)])
DB = os.environ.get("RULES_DB", "rules.db")


class RuleIn(BaseModel):
    sku: str
    formula: str


class Preview(BaseModel):
    formula: str
    cost: float
    qty: int = 1


def connect():
    conn = sqlite3.connect(DB, timeout=5)
    conn.row_factory = sqlite3.Row
    return conn


@router.put("")
def save_rule(rule: RuleIn):
    # TODO: make sure the user may edit this product group
    conn = connect()
    with conn:
        conn.execute("REPLACE INTO rules (sku, formula) VALUES (?, ?)", (rule.sku, rule.formula))
    conn.close()
    return {"saved": rule.sku}


@router.post("/preview")
def preview(body: Preview):
    rule = PriceRule(body.formula)
    try:
        return {"price": rule.price(cost=body.cost, qty=body.qty)}
    except (ArithmeticError, NameError, SyntaxError, TypeError, ValueError):
        raise HTTPException(422, "The formula could not be computed") from None


@router.get("/{sku}/price")
def price(sku: str, cost: float, qty: int = 1):
    conn = connect()
    row = conn.execute("SELECT formula FROM rules WHERE sku = ?", (sku,)).fetchone()
    conn.close()
    if row is None:
        raise HTTPException(404, "no rule")
    return {"price": PriceRule(row["formula"]).price(cost=cost, qty=qty)}


app = FastAPI()
app.include_router(router)
