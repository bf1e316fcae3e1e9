"""Ask questions about a sales spreadsheet in plain language.

The question is sent to a language model which fills in a small query plan
(structured output). Only the plan is evaluated, never code.
"""
import logging
import os
from typing import Literal

import pandas as pd
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from openai import AsyncOpenAI, OpenAIError
from pydantic import BaseModel, Field

from accounts import check_user

logger = logging.getLogger("ask")
app = FastAPI(title="Ask your spreadsheet")
client = AsyncOpenAI(timeout=30, max_retries=1)
security = HTTPBasic()

SALES = pd.read_csv(os.environ["SALES_CSV"], nrows=200_000)
MODEL = "gpt-4o-mini"

SYSTEM_PROMPT = (
    "You translate questions about sales into a query plan. "
    "Use only the group and measure names that the schema offers."
)


class Question(BaseModel):
    text: str = Field(max_length=500)


class Plan(BaseModel):
    """The only things the model may choose."""

    group_by: Literal["region", "product", "channel"]
    measure: Literal["revenue", "units", "discount"]
    aggregate: Literal["sum", "mean", "max", "min"]
    top: int


def require_user(credentials: HTTPBasicCredentials = Depends(security)) -> str:
    if not check_user(credentials.username, credentials.password):
        raise HTTPException(
            status_code=401,
            detail="Wrong user name or password",
            headers={"WWW-Authenticate": "Basic"},
        )
    return credentials.username


async def make_plan(question: str) -> Plan:
    completion = await client.beta.chat.completions.parse(
        model=MODEL,
        temperature=0,
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT},
            {"role": "user", "content": question},
        ],
        response_format=Plan,
    )
    plan = completion.choices[0].message.parsed
    if plan is None:
        raise ValueError("the model declined to answer")
    return plan


def run_plan(plan: Plan) -> dict[str, float]:
    """Evaluate the plan with fixed pandas operations."""
    series = SALES.groupby(plan.group_by)[plan.measure].agg(plan.aggregate)
    top = max(1, min(plan.top, 50))
    return {str(k): float(v) for k, v in series.nlargest(top).items()}


@app.post("/ask")
async def ask(question: Question, user: str = Depends(require_user)):
    """Answer one question about the sales data."""
    try:
        plan = await make_plan(question.text)
    except (OpenAIError, ValueError):
        logger.exception("no plan for the question")
        raise HTTPException(status_code=422, detail="The question could not be understood")
    return {"plan": plan.model_dump(), "answer": run_plan(plan)}
