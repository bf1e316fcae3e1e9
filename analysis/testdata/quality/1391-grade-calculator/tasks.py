import logging
import os

from celery import Celery

app = Celery("grades", broker=os.environ["BROKER_URL"], backend=os.environ["RESULT_URL"])
app.conf.task_time_limit = 60

logger = logging.getLogger(__name__)


class FormulaEvaluator:
    def __init__(self, formula):
        self.formula = formula.replace("%", " / 100")

    def value(self, names):
        """Evaluate the formula with the scores of one student."""
        env = {"min": min, "max": max, "round": round, **names}
        return eval(self.formula, {}, env)


@app.task(name="grades.compute")
def compute_grades(course, formula, scores):
    evaluator = FormulaEvaluator(formula)
    grades = [evaluator.value(row) for row in scores]
    logger.info("computed %d grades", len(grades))
    return {"course": course, "grades": grades}
