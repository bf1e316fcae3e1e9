import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Mount, Route

SCORES = "/srv/scores"


def score_path(composer, title):
    return os.path.join(SCORES, composer, title + ".pdf")


async def download(request: Request):
    composer = request.path_params["composer"]
    title = request.query_params.get("title", "")
    if ".." in composer:
        return JSONResponse({"detail": "bad composer"}, status_code=400)
    path = score_path(composer, title)
    if not os.path.isfile(path):
        return JSONResponse({"detail": "not found"}, status_code=404)
    return FileResponse(path, media_type="application/pdf", filename=f"{title}.pdf")


async def save_annotation(request: Request):
    body = await request.json()
    folder = os.path.join(SCORES, "annotations")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, body["name"]), "w") as fh:
        fh.write(body["text"])
    return JSONResponse({"ok": True}, status_code=201)


app = Starlette(routes=[
    Mount("/scores", routes=[
        Route("/annotations", save_annotation, methods=["POST"]),
        Route("/{composer}", download),
    ]),
])
