"""Quiz maker for teachers: a language model drafts questions, a strict schema decides what is kept."""
import hashlib
import logging
import os
from typing import Annotated, Literal

import redis.asyncio as redis
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.responses import JSONResponse
from openai import APIError, AsyncOpenAI
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import accounts

log = logging.getLogger(__name__)
app = FastAPI(title="Quiz maker")
client = AsyncOpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30, max_retries=1)
cache = redis.from_url(os.environ["REDIS_URL"], socket_timeout=2)
bearer = HTTPBearer()

SYSTEM = (
    "You write quizzes for schools. Answer with JSON only: "
    '{"questions": [{"text": "...", "options": ["...", "...", "...", "..."], "answer": 0}]}'
)


class QuizWish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    topic: Annotated[str, Field(min_length=3, max_length=120)]
    level: Literal["primary", "secondary", "adult"] = "secondary"
    count: Annotated[int, Field(ge=1, le=10)] = 5


class Question(BaseModel):
    text: Annotated[str, Field(min_length=5, max_length=300)]
    options: Annotated[list[Annotated[str, Field(min_length=1, max_length=120)]], Field(min_length=2, max_length=4)]
    answer: Annotated[int, Field(ge=0, le=3)]

    @model_validator(mode="after")
    def answer_exists(self) -> "Question":
        if self.answer >= len(self.options):
            raise ValueError("the answer is not one of the options")
        return self


class Quiz(BaseModel):
    questions: Annotated[list[Question], Field(min_length=1, max_length=10)]


async def teacher(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> int:
    """API tokens are 256 random bits; only their hash is stored."""
    teacher_id = await accounts.by_token_hash(hashlib.sha256(credentials.credentials.encode()).hexdigest())
    if teacher_id is None:
        raise HTTPException(401, "Unknown token")
    return teacher_id


async def daily_quota(teacher_id: Annotated[int, Depends(teacher)]) -> int:
    key = f"quiz:{teacher_id}"
    async with cache.pipeline() as pipe:
        pipe.set(key, 0, ex=86_400, nx=True)
        pipe.incr(key)
        _, used = await pipe.execute()
    if used > 30:
        raise HTTPException(429, "Come back tomorrow")
    return teacher_id


def app_error(status: int, message: str):
    return JSONResponse({"detail": message}, status_code=status)


@app.middleware("http")
async def small_bodies(request: Request, call_next):
    length = request.headers.get("content-length", "")
    if request.method == "POST" and (not length.isdecimal() or int(length) > 8192):
        return app_error(413, "too large")
    return await call_next(request)


@app.post("/quizzes", response_model=Quiz)
async def make_quiz(wish: QuizWish, teacher_id: Annotated[int, Depends(daily_quota)]):
    try:
        completion = await client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": f"{wish.count} questions, level {wish.level}. Topic: {wish.topic}"},
            ],
            response_format={"type": "json_object"},
            max_tokens=2000,
        )
    except APIError:
        log.exception("the model could not be reached")
        raise HTTPException(502, "The quiz service is not available") from None
    try:
        quiz = Quiz.model_validate_json(completion.choices[0].message.content or "")
    except ValidationError as exc:
        log.warning("a draft was rejected with %d problems", exc.error_count())
        raise HTTPException(502, "No usable quiz came back, please try again") from None
    await accounts.save_quiz(teacher_id, wish.topic, [q.model_dump() for q in quiz.questions])
    return quiz
