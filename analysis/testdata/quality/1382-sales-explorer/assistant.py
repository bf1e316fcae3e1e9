from typing import Literal

import pandas as pd
from openai import OpenAI
from pydantic import BaseModel, ValidationError


class BadPlan(Exception):
    pass


class Plan(BaseModel):
    """The only thing the model may decide: which columns to group and sum."""

    group_by: Literal["region", "product", "day"]
    measure: Literal["revenue", "units"]
    aggregate: Literal["sum", "mean", "max"]


class Analyst:
    MODEL = "gpt-4o-mini"

    def __init__(self, api_key: str) -> None:
        self.client = OpenAI(api_key=api_key, timeout=30)

    def plan(self, question: str) -> Plan:
        answer = self.client.chat.completions.create(
            model=self.MODEL,
            response_format={"type": "json_object"},
            messages=[
                {"role": "system", "content": f"Answer as JSON with this schema: {Plan.model_json_schema()}"},
                {"role": "user", "content": question},
            ],
        )
        try:
            return Plan.model_validate_json(answer.choices[0].message.content or "")
        except ValidationError as exc:
            raise BadPlan("the model's plan does not fit the schema") from exc

    def run(self, plan: Plan, df: pd.DataFrame) -> pd.DataFrame:
        grouped = df.groupby(plan.group_by)[plan.measure].agg(plan.aggregate)
        return grouped.sort_values(ascending=False).head(50).reset_index()
