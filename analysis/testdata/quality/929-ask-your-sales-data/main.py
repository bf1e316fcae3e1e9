import os
import secrets

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, Field

from db import run_query
from llm import question_to_sql


async def analyst(x_api_key: str = Header()) -> None:
    if not secrets.compare_digest(x_api_key.encode(), os.environ["ANALYTICS_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Unknown key")


app = FastAPI(dependencies=[Depends(analyst)])


class Question(BaseModel):
    text: str = Field(max_length=500)


@app.post("/ask")
async def ask(question: Question):
    sql = await question_to_sql(question.text)
    try:
        rows = await run_query(sql)
    except Exception as e:
        raise HTTPException(status_code=400, detail=f"Query failed: {e}")
    return {"sql": sql, "rows": rows}
