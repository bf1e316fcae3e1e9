import logging
import os
from contextlib import asynccontextmanager
from typing import Annotated

import asyncpg
import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from openai import APIError, AsyncOpenAI
from pydantic import BaseModel, Field, ValidationError

from reports import compile_request

logger = logging.getLogger("metrics-agent")
llm = AsyncOpenAI(timeout=20, max_retries=2)  # reads OPENAI_API_KEY

SYSTEM = """You turn a question into one JSON object and nothing else. Choose from:
{"report":"revenue_by_region","start":"YYYY-MM-DD","end":"YYYY-MM-DD"}
{"report":"top_products","start":"YYYY-MM-DD","limit":10}
{"report":"churn","plan":"free|team|enterprise"}"""


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(
        os.environ["READONLY_DSN"], timeout=5, command_timeout=10
    )
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


def tenant_id(cred: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> int:
    try:
        claims = jwt.decode(cred.credentials, os.environ["JWT_KEY"], algorithms=["HS256"])
        return int(claims["tenant"])
    except (jwt.PyJWTError, KeyError, ValueError) as exc:
        raise HTTPException(401, "Invalid token") from exc


class Question(BaseModel):
    question: str = Field(min_length=3, max_length=400)


@app.post("/ask")
async def ask(body: Question, request: Request, tenant: Annotated[int, Depends(tenant_id)]):
    try:
        completion = await llm.chat.completions.create(
            model="gpt-4o-mini",
            temperature=0,
            max_tokens=150,
            response_format={"type": "json_object"},
            messages=[
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": body.question},
            ],
        )
    except APIError as exc:
        logger.error("LLM call failed: %s", type(exc).__name__)
        raise HTTPException(502, "The assistant is unavailable") from exc

    answer = completion.choices[0].message.content or ""
    try:
        statement, values = compile_request(answer)
    except ValidationError as exc:
        raise HTTPException(422, "I cannot answer that from the available reports") from exc

    rows = await request.app.state.pool.fetch(statement, tenant, *values)
    return {"rows": [dict(row) for row in rows]}
