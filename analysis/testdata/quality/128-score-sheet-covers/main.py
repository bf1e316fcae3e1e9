import os
import re

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

COVERS = os.path.realpath("/srv/scores/covers")
SLUG = re.compile(r"^[a-z0-9-]{1,60}\Z")


def inside(base, path):
    return os.path.commonpath([base, os.path.realpath(path)]) == base


async def cover(request: Request):
    slug = request.path_params["slug"]
    if not SLUG.match(slug):
        return JSONResponse({"detail": "bad slug"}, status_code=400)
    return FileResponse(os.path.join(COVERS, slug + ".jpg"))


async def page(request: Request):
    path = os.path.join(COVERS, request.query_params.get("file", ""))
    if not inside(COVERS, path) or not os.path.isfile(path):
        return JSONResponse({"detail": "not found"}, status_code=404)
    return FileResponse(path)


async def save_note(request: Request):
    body = await request.json()
    name = os.path.basename(body["name"]) or "note.txt"
    with open(os.path.join(COVERS, "notes", name), "w") as fh:
        fh.write(body["text"])
    return JSONResponse({"ok": True}, status_code=201)


app = Starlette(routes=[
    Route("/covers/{slug}", cover),
    Route("/pages", page),
    Route("/notes", save_note, methods=["POST"]),
])
