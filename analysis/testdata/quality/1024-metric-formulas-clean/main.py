import json
import logging

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from ask import write_plan
from engine import FormulaEngine, FormulaError, FrameAssistant
from warehouse import Analyst, current_analyst, latest_metrics, metrics_frame

app = FastAPI(title="KPI workbench")
log = logging.getLogger(__name__)


class FormulaIn(BaseModel):
    formula: str = Field(max_length=300)


class QuestionIn(BaseModel):
    question: str = Field(max_length=500)


@app.post("/kpi/evaluate")
def evaluate(body: FormulaIn, analyst: Analyst = Depends(current_analyst)):
    engine = FormulaEngine(latest_metrics(analyst.team_id))
    try:
        return {"value": engine.value(body.formula)}
    except (FormulaError, ZeroDivisionError, RecursionError):
        raise HTTPException(422, "The formula could not be evaluated")


@app.post("/kpi/ask")
def ask(body: QuestionIn, analyst: Analyst = Depends(current_analyst)):
    frame = metrics_frame(analyst.team_id)
    try:
        plan = write_plan(body.question, ["revenue", "orders", "visits", "refunds"])
        answer = FrameAssistant(frame).run(plan)
    except (FormulaError, json.JSONDecodeError):
        log.info("no usable plan for analyst %d", analyst.id)
        raise HTTPException(422, "The question could not be answered")
    return {"answer": answer}
