"""AI data analyst: upload a CSV, ask questions about it."""
import io
import os
import uuid
from contextlib import redirect_stdout

import anthropic
import pandas as pd
from fastapi import Depends, FastAPI, File, HTTPException, UploadFile
from pydantic import BaseModel

from auth import require_key

app = FastAPI(title="AI data analyst", dependencies=[Depends(require_key)])
client = anthropic.Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=60.0)

datasets: dict[str, pd.DataFrame] = {}


class Question(BaseModel):
    dataset_id: str
    question: str


class CodeAnalyst:
    def __init__(self, df: pd.DataFrame):
        self.df = df

    def write_code(self, question: str) -> str:
        message = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=1024,
            system="You write Python that answers questions about a pandas DataFrame named df. "
                   "Print the answer. Reply with code only.",
            messages=[{
                "role": "user",
                "content": f"Columns: {list(self.df.columns)}\n\n{question}",
            }],
        )
        code = message.content[0].text
        return code.replace("`" * 3 + "python", "").replace("`" * 3, "").strip()

    def answer(self, question: str) -> str:
        code = self.write_code(question)
        buffer = io.StringIO()
        with redirect_stdout(buffer):
            exec(code, {"df": self.df, "pd": pd})
        return buffer.getvalue().strip()


@app.post("/datasets")
async def upload_dataset(file: UploadFile = File(...)):
    content = await file.read()
    df = pd.read_csv(io.BytesIO(content))
    dataset_id = uuid.uuid4().hex
    datasets[dataset_id] = df
    return {"dataset_id": dataset_id, "rows": len(df), "columns": list(df.columns)}


@app.post("/ask")
def ask(payload: Question):
    df = datasets.get(payload.dataset_id)
    if df is None:
        raise HTTPException(status_code=404, detail="Dataset not found")
    try:
        return {"answer": CodeAnalyst(df).answer(payload.question)}
    except Exception as e:
        raise HTTPException(status_code=500, detail=str(e))
