import re
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

from security import Teacher, current_teacher
from tasks import compute_grades

app = FastAPI(title="Grade calculator")


class GradeJob(BaseModel):
    course: str
    formula: str  # e.g. "0.4 * midterm + 0.6 * final"
    scores: list[dict[str, float]]


@app.post("/grades", status_code=202)
def start_job(job: GradeJob, teacher: Annotated[Teacher, Depends(current_teacher)]) -> dict:
    """Queue the computation of the grades of a course."""
    if not re.match(r"^([A-Za-z0-9]+[ -]?)+$", job.course):
        raise HTTPException(422, "Course names are letters, digits, blanks and dashes")
    result = compute_grades.delay(job.course, job.formula, job.scores[:500])
    return {"task": result.id, "course": job.course}
