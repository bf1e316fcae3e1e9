"""AI data analyst: upload a CSV, ask questions about it.

The model never writes code: it fills in a small query form that is validated.
"""
import logging
import os
import tempfile
import uuid
from typing import Literal

import anthropic
import pandas as pd
from cachetools import TTLCache
from fastapi import Depends, FastAPI, File, HTTPException, UploadFile
from pydantic import BaseModel, Field, ValidationError

from auth import require_key

logger = logging.getLogger(__name__)
app = FastAPI(title="AI data analyst", dependencies=[Depends(require_key)])
client = anthropic.Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=60.0)

MAX_BYTES = 10 * 1024 * 1024
datasets: TTLCache = TTLCache(maxsize=50, ttl=3600)


class Question(BaseModel):
    dataset_id: uuid.UUID
    question: str = Field(max_length=500)


class Aggregation(BaseModel):
    column: str
    function: Literal["sum", "mean", "min", "max", "count"]
    group_by: str | None = None


PROMPT = (
    "Answer with a JSON object with the keys column, function (sum, mean, min, max, count) "
    "and optionally group_by. Nothing else."
)


def plan(df: pd.DataFrame, question: str) -> Aggregation:
    message = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=200,
        system=PROMPT,
        messages=[{"role": "user", "content": f"Columns: {list(df.columns)}\n\n{question}"}],
    )
    query = Aggregation.model_validate_json(message.content[0].text)
    wanted = [query.column] + ([query.group_by] if query.group_by else [])
    if any(name not in df.columns for name in wanted):
        raise ValueError("unknown column")
    return query


def run(df: pd.DataFrame, query: Aggregation):
    if query.group_by:
        return df.groupby(query.group_by)[query.column].agg(query.function).head(100).to_dict()
    return df[query.column].agg(query.function).item()


@app.post("/datasets")
async def upload_dataset(file: UploadFile = File(...)):
    if file.content_type not in {"text/csv", "application/vnd.ms-excel"}:
        raise HTTPException(status_code=415, detail="Only CSV files are accepted")
    with tempfile.TemporaryFile() as buffer:
        size = 0
        while chunk := await file.read(64 * 1024):
            size += len(chunk)
            if size > MAX_BYTES:
                raise HTTPException(status_code=413, detail="The file is too large")
            buffer.write(chunk)
        buffer.seek(0)
        df = pd.read_csv(buffer, nrows=200_000)
    dataset_id = uuid.uuid4()
    datasets[dataset_id] = df
    return {"dataset_id": dataset_id, "rows": len(df), "columns": list(df.columns)}


@app.post("/ask")
def ask(payload: Question):
    df = datasets.get(payload.dataset_id)
    if df is None:
        raise HTTPException(status_code=404, detail="Dataset not found")
    try:
        query = plan(df, payload.question)
    except (ValidationError, ValueError):
        logger.exception("The model's answer was not usable")
        raise HTTPException(status_code=422, detail="The question could not be translated")
    return {"query": query, "answer": run(df, query)}
