"""Quiz application (Starlette): the progress lives in a signed cookie."""
import html
import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

from progress import Progress

QUESTIONS = [
    {"id": 1, "text": "Which plan includes SSO?", "answer": "business"},
    {"id": 2, "text": "How many seats has the team plan?", "answer": "20"},
]


async def question(request: Request):
    progress = Progress.from_cookie(request.cookies.get("progress"))
    if progress.position >= len(QUESTIONS):
        return RedirectResponse("/result")
    return JSONResponse({"text": QUESTIONS[progress.position]["text"]})


async def answer(request: Request):
    progress = Progress.from_cookie(request.cookies.get("progress"))
    if progress.position >= len(QUESTIONS):
        return RedirectResponse("/result")
    body = await request.json()
    progress.record(str(body.get("answer", "")) == QUESTIONS[progress.position]["answer"])
    response = JSONResponse({"score": progress.score})
    response.set_cookie("progress", progress.to_cookie(), httponly=True, secure=True, samesite="lax")
    return response


async def result(request: Request):
    progress = Progress.from_cookie(request.cookies.get("progress"))
    player = html.escape(request.query_params.get("name", "you")[:40])
    page = "<h1>Well done, {name}!</h1><p>{score} points</p>".format(name=player, score=int(progress.score))
    return HTMLResponse(page)


app = Starlette(
    routes=[
        Route("/question", question),
        Route("/answer", answer, methods=["POST"]),
        Route("/result", result),
    ],
    middleware=[
        Middleware(CORSMiddleware, allow_origins=[os.environ.get("QUIZ_ORIGIN", "https://quiz.brightleaf.io")]),
    ],
)
