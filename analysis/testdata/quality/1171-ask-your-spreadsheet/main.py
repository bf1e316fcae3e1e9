"""Ask questions about a sales spreadsheet in plain language.

The question is sent to a language model together with the column names; the
model answers with pandas code which is run on the data frame.
"""
import os
import re

import pandas as pd
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from openai import AsyncOpenAI
from pydantic import BaseModel, Field

from accounts import check_user

app = FastAPI(title="Ask your spreadsheet")
client = AsyncOpenAI(timeout=30, max_retries=1)
security = HTTPBasic()

SALES = pd.read_csv(os.environ["SALES_CSV"], nrows=200_000)
MODEL = "gpt-4o-mini"

SYSTEM_PROMPT = """You are a data analyst. A pandas DataFrame called df has these columns:
{columns}
Write Python code that stores the answer to the question in a variable called result.
Reply with code only."""


class Question(BaseModel):
    text: str = Field(max_length=500)


def require_user(credentials: HTTPBasicCredentials = Depends(security)) -> str:
    if not check_user(credentials.username, credentials.password):
        raise HTTPException(status_code=401, detail="Wrong user name or password")
    return credentials.username


def strip_fences(answer: str) -> str:
    """Remove Markdown fences around the code, if any."""
    match = re.search(r"`{3}(?:python)?\n(.*?)`{3}", answer, re.DOTALL)
    return match.group(1) if match else answer


async def ask_model(question: str) -> str:
    completion = await client.chat.completions.create(
        model=MODEL,
        temperature=0,
        messages=[
            {"role": "system", "content": SYSTEM_PROMPT.format(columns=list(SALES.columns))},
            {"role": "user", "content": question},
        ],
    )
    return strip_fences(completion.choices[0].message.content or "")


class CodeRunner:
    """Runs generated code and hands back the value of 'result'."""

    def __init__(self, frame: pd.DataFrame):
        self.scope = {"df": frame.copy(), "pd": pd}

    def run(self, source: str):
        exec(source, self.scope)
        return self.scope.get("result")


@app.post("/ask")
async def ask(question: Question, user: str = Depends(require_user)):
    """Answer one question about the sales data."""
    code = await ask_model(question.text)
    try:
        result = CodeRunner(SALES).run(code)
    except Exception as exc:
        raise HTTPException(status_code=422, detail={"code": code, "error": str(exc)})
    return {"question": question.text, "code": code, "answer": str(result)[:5000]}
