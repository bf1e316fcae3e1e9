import logging
import os

from celery import Celery

import formula as formulas

app = Celery("grades", broker=os.environ["BROKER_URL"], backend=os.environ["RESULT_URL"])
app.conf.task_time_limit = 60

logger = logging.getLogger(__name__)


@app.task(name="grades.compute")
def compute_grades(course, formula, scores):
    node = formulas.parse(formula)
    grades = []
    for row in scores:
        try:
            grades.append(round(formulas.value(node, row), 2))
        except (KeyError, ZeroDivisionError):
            grades.append(None)
    logger.info("computed %d grades", len(grades))
    return {"course": course, "grades": grades}
