import math
import re

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

NICKNAME = re.compile(r"^([A-Za-z0-9]+[ _-]?)+$")

# names the pupils may use in their formulas
ALLOWED = {name: getattr(math, name) for name in ("sin", "cos", "tan", "sqrt", "pi", "e", "log")}

QUESTIONS = {
    1: {"text": "Write the area of a circle with radius 3", "answer": math.pi * 9},
    2: {"text": "What is the hypotenuse for legs 5 and 12?", "answer": 13.0},
}


def evaluate(formula: str) -> float:
    # no builtins, so only the math names are available
    scope = {"__builtins__": {}}
    scope.update(ALLOWED)
    return float(eval(formula, scope))


async def questions(request: Request) -> JSONResponse:
    return JSONResponse([{"id": k, "text": q["text"]} for k, q in QUESTIONS.items()])


async def answer(request: Request) -> JSONResponse:
    body = await request.json()
    nickname = str(body.get("nickname", ""))
    if not NICKNAME.match(nickname):
        return JSONResponse({"error": "Please choose another nickname"}, status_code=400)

    question = QUESTIONS.get(request.path_params["number"])
    if question is None:
        return JSONResponse({"error": "No such question"}, status_code=404)

    formula = str(body.get("formula", "")).replace("^", "**")
    try:
        value = evaluate(formula)
    except (SyntaxError, NameError, TypeError, ValueError, ZeroDivisionError):
        return JSONResponse({"error": "I cannot calculate that"}, status_code=422)
    correct = math.isclose(value, question["answer"], rel_tol=1e-3)
    return JSONResponse({"nickname": nickname, "correct": correct})


app = Starlette(
    routes=[
        Route("/questions", questions),
        Route("/questions/{number:int}/answer", answer, methods=["POST"]),
    ]
)
