import html
import io
import json
import logging
import os
import secrets

import numpy as np
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from fastapi.responses import HTMLResponse
from matplotlib.figure import Figure
from pydantic import BaseModel, Field, ValidationError

from tutor import Polynomial, Tutor

log = logging.getLogger(__name__)
app = FastAPI()
tutor = Tutor()


class Question(BaseModel):
    text: str = Field(max_length=2000)
    title: str = Field(default="plot", pattern=r"^[A-Za-z0-9_-]{1,40}$")


async def pupil(x_class_code: str = Header()):
    if not secrets.compare_digest(x_class_code.encode(), os.environ["CLASS_CODE"].encode()):
        raise HTTPException(403, "Unknown class code")


@app.post("/explain", response_class=HTMLResponse, dependencies=[Depends(pupil)])
async def explain(question: Question):
    explanation = html.escape(await tutor.explain(question.text))
    page = f"<html><body><h2>Answer</h2><pre>{explanation}</pre></body></html>"
    return HTMLResponse(page)


def render_plot(spec: Polynomial) -> bytes:
    x = np.linspace(spec.x_min, spec.x_max, 400)
    y = np.polynomial.Polynomial(spec.coefficients)(x)
    figure = Figure()
    figure.subplots().plot(x, y)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()


@app.post("/plot", dependencies=[Depends(pupil)])
async def plot(question: Question):
    try:
        spec = await tutor.plot_spec(question.text)
    except (json.JSONDecodeError, ValidationError):
        log.warning("the model did not return a usable plot")
        raise HTTPException(status_code=422, detail="Could not draw this function")
    headers = {"Content-Disposition": f"inline; filename={question.title}.png"}
    return Response(content=render_plot(spec), media_type="image/png", headers=headers)
