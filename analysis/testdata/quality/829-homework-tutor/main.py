import io
import os
import secrets

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from tutor import Tutor

app = FastAPI()
tutor = Tutor()


class Question(BaseModel):
    text: str = Field(max_length=2000)
    title: str = "plot"


async def pupil(x_class_code: str = Header()):
    if not secrets.compare_digest(x_class_code.encode(), os.environ["CLASS_CODE"].encode()):
        raise HTTPException(403, "Unknown class code")


@app.post("/explain", response_class=HTMLResponse, dependencies=[Depends(pupil)])
async def explain(question: Question):
    explanation = await tutor.explain(question.text)
    page = f"<html><body><h2>Answer</h2><div>{explanation}</div></body></html>"
    return HTMLResponse(page)


def render_plot(code: str) -> bytes:
    plt.clf()
    namespace = {"plt": plt}
    exec(code, namespace)
    buffer = io.BytesIO()
    plt.savefig(buffer, format="png")
    return buffer.getvalue()


@app.post("/plot", dependencies=[Depends(pupil)])
async def plot(question: Question):
    code = await tutor.plot_code(question.text)
    try:
        png = render_plot(code)
    except Exception as exc:
        raise HTTPException(status_code=422, detail=f"Could not draw: {exc}")
    headers = {"Content-Disposition": f"inline; filename={question.title}.png"}
    return Response(content=png, media_type="image/png", headers=headers)
