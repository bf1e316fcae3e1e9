from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field

from formula import FormulaError, parse
from security import Teacher, current_teacher
from tasks import compute_grades

app = FastAPI(title="Grade calculator")


class GradeJob(BaseModel):
    course: str = Field(max_length=60, pattern=r"^[A-Za-z0-9 -]+$")
    formula: str = Field(max_length=200)  # e.g. "0.4 * midterm + 0.6 * final"
    scores: list[dict[str, float]] = Field(max_length=500)


@app.post("/grades", status_code=202)
def start_job(job: GradeJob, teacher: Annotated[Teacher, Depends(current_teacher)]) -> dict:
    """Queue the computation of the grades of a course."""
    try:
        parse(job.formula)
    except FormulaError:
        raise HTTPException(422, "Only numbers, score names and + - * / are allowed")
    result = compute_grades.delay(job.course, job.formula, job.scores)
    return {"task": result.id, "course": job.course}
