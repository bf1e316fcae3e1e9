import os
from enum import Enum

from openai import AsyncOpenAI
from pydantic import BaseModel, Field

client = AsyncOpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30.0)


class Report(str, Enum):
    revenue_by_country = "revenue_by_country"
    revenue_by_segment = "revenue_by_segment"
    top_customers = "top_customers"


class ReportChoice(BaseModel):
    """What the model may decide: one known report and the period in days."""

    report: Report
    days: int = Field(ge=1, le=730)


SYSTEM = "Pick the report that answers the question and the number of days it should cover."


async def choose_report(question: str) -> ReportChoice | None:
    completion = await client.beta.chat.completions.parse(
        model="gpt-4o-mini",
        temperature=0,
        messages=[
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": question},
        ],
        response_format=ReportChoice,
    )
    return completion.choices[0].message.parsed
