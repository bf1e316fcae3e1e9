import hmac
import os

from fastapi import Depends, FastAPI, Header, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, Field

from llm import question_to_sql
from warehouse import fetch

app = FastAPI(title="Ask the warehouse")

app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


class Question(BaseModel):
    question: str = Field(min_length=3, max_length=500)


def manager_only(x_manager_key: str = Header()):
    if not hmac.compare_digest(x_manager_key.encode(), os.environ["MANAGER_KEY"].encode()):
        raise HTTPException(status_code=403, detail="Forbidden")


@app.post("/ask", dependencies=[Depends(manager_only)])
async def ask(body: Question):
    statement = await question_to_sql(body.question)
    try:
        rows = await fetch(statement)
    except Exception as exc:
        raise HTTPException(status_code=400, detail=f"Query failed: {exc}")
    return {"rows": rows, "count": len(rows)}
