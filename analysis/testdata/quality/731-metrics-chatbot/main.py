import os
from contextlib import asynccontextmanager

import asyncpg
from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse
from fastapi.security import APIKeyHeader
from pydantic import BaseModel
import secrets

from agent import MetricsAgent, client

api_key = APIKeyHeader(name="X-API-Key")


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(os.environ["METRICS_DSN"], timeout=5, command_timeout=20)
    app.state.agent = MetricsAgent(app.state.pool)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


class Question(BaseModel):
    question: str


def require_key(key: str = Depends(api_key)):
    if not secrets.compare_digest(key, os.environ["INTERNAL_API_KEY"]):
        raise HTTPException(status_code=403, detail="Forbidden")


@app.post("/ask", dependencies=[Depends(require_key)])
async def ask(body: Question):
    return await app.state.agent.answer(body.question)


@app.post("/summary", response_class=HTMLResponse, dependencies=[Depends(require_key)])
async def summary(body: Question):
    completion = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": "Summarise as HTML: " + body.question}],
    )
    text = completion.choices[0].message.content
    return HTMLResponse(f"<article>{text}</article>")
