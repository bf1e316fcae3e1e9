import logging

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from ask import write_snippet, write_sql
from engine import FormulaEngine, FrameAssistant
from warehouse import Analyst, current_analyst, latest_metrics, metrics_frame, rows_for

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
    except (SyntaxError, NameError, ZeroDivisionError, TypeError):
        raise HTTPException(422, "The formula could not be evaluated")


@app.post("/kpi/ask")
def ask(body: QuestionIn, analyst: Analyst = Depends(current_analyst)):
    frame = metrics_frame(analyst.team_id)
    snippet = write_snippet(body.question, list(frame.columns))
    try:
        answer = FrameAssistant(frame).run(snippet)
    except Exception:
        log.exception("snippet failed")
        raise HTTPException(422, "The question could not be answered")
    return {"answer": str(answer), "code": snippet}


@app.post("/kpi/rows")
def rows(body: QuestionIn, analyst: Analyst = Depends(current_analyst)):
    """Let the model write the query and return the raw rows for the grid."""
    statement = write_sql(body.question, analyst.team_id)
    return {"rows": rows_for(statement)}
