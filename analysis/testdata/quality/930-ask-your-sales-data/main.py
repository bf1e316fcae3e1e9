import logging
import os
import secrets

import asyncpg
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, Field

from db import run_report
from llm import choose_report

logger = logging.getLogger(__name__)


async def analyst(x_api_key: str = Header()) -> None:
    if not secrets.compare_digest(x_api_key.encode(), os.environ["ANALYTICS_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Unknown key")


app = FastAPI(dependencies=[Depends(analyst)])


class Question(BaseModel):
    text: str = Field(max_length=500)


@app.post("/ask")
async def ask(question: Question):
    choice = await choose_report(question.text)
    if choice is None:
        raise HTTPException(status_code=422, detail="No report answers that question")
    try:
        rows = await run_report(choice.report.value, choice.days)
    except asyncpg.PostgresError:
        logger.exception("report failed")
        raise HTTPException(status_code=502, detail="The report could not be produced") from None
    return {"report": choice.report, "days": choice.days, "rows": rows}
