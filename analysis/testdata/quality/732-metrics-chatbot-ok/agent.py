"""Natural language questions over the product metrics database.

The model never writes SQL: it picks one of the reports below and its parameters.
"""
import os
from datetime import date
from typing import Literal

from openai import AsyncOpenAI
from pydantic import BaseModel, Field

REPORTS = {
    "signups": "SELECT plan, count(*) AS n FROM accounts WHERE created_at >= $1 GROUP BY plan LIMIT $2",
    "revenue": "SELECT plan, sum(mrr) AS mrr FROM accounts WHERE created_at >= $1 GROUP BY plan LIMIT $2",
    "top_events": "SELECT name, count(*) AS n FROM events WHERE occurred_at >= $1 GROUP BY name ORDER BY n DESC LIMIT $2",
}

client = AsyncOpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


class ReportChoice(BaseModel):
    report: Literal["signups", "revenue", "top_events"]
    since: date
    limit: int = Field(ge=1, le=100)


class MetricsAgent:
    def __init__(self, pool, model="gpt-4o-mini"):
        self.pool = pool
        self.model = model

    async def choose(self, question: str) -> ReportChoice:
        completion = await client.beta.chat.completions.parse(
            model=self.model,
            messages=[
                {"role": "system", "content": "Choose the report that answers the question."},
                {"role": "user", "content": question},
            ],
            response_format=ReportChoice,
        )
        return completion.choices[0].message.parsed

    async def answer(self, question: str):
        choice = await self.choose(question)
        async with self.pool.acquire() as conn:
            rows = await conn.fetch(REPORTS[choice.report], choice.since, choice.limit, timeout=15)
        return {"report": choice.report, "rows": [dict(r) for r in rows]}
