"""The only questions our metrics assistant can answer.

The model chooses a report and fills in its arguments. The SQL is ours.
"""
from datetime import date
from typing import Literal, Union

from pydantic import BaseModel, Field, TypeAdapter


class RevenueByRegion(BaseModel):
    report: Literal["revenue_by_region"]
    start: date
    end: date


class TopProducts(BaseModel):
    report: Literal["top_products"]
    start: date
    limit: int = Field(default=10, ge=1, le=50)


class Churn(BaseModel):
    report: Literal["churn"]
    plan: Literal["free", "team", "enterprise"]


Request = TypeAdapter(Union[RevenueByRegion, TopProducts, Churn])

STATEMENTS: dict[str, str] = {
    "revenue_by_region": """
        SELECT region, sum(amount_cents) AS cents FROM invoices
         WHERE tenant_id = $1 AND paid_on BETWEEN $2 AND $3
         GROUP BY region ORDER BY cents DESC LIMIT 100
    """,
    "top_products": """
        SELECT product_name, count(*) AS sold FROM order_lines
         WHERE tenant_id = $1 AND ordered_on >= $2
         GROUP BY product_name ORDER BY sold DESC LIMIT $3
    """,
    "churn": """
        SELECT month, lost, total FROM churn_monthly
         WHERE tenant_id = $1 AND plan = $2 ORDER BY month DESC LIMIT 24
    """,
}


def compile_request(answer: str) -> tuple[str, list[object]]:
    """Validate the model's JSON and return (statement, bound values)."""
    wanted = Request.validate_json(answer)
    values = [v for name, v in wanted if name != "report"]
    return STATEMENTS[wanted.report], values
