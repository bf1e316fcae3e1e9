import hmac
import os

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, Field

from agent import run_agent

app = FastAPI(title="Support agent")


class Question(BaseModel):
    text: str = Field(min_length=1, max_length=2000)


class Answer(BaseModel):
    text: str


def require_api_key(x_api_key: str = Header(...)) -> None:
    if not hmac.compare_digest(x_api_key.encode(), os.environ["AGENT_API_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Invalid API key")


@app.post("/ask", response_model=Answer, dependencies=[Depends(require_api_key)])
async def ask(question: Question) -> Answer:
    return Answer(text=await run_agent(question.text))
