import os
import secrets

from cachetools import TTLCache
from starlette.applications import Starlette
from starlette.responses import FileResponse, HTMLResponse, JSONResponse
from starlette.routing import Route

ATTACHMENTS = "attachments"
# a paste lives for one lecture day, old ones fall out
pastes = TTLCache(maxsize=500, ttl=24 * 60 * 60)


async def create(request):
    data = await request.json()
    print("received paste:", data)
    key = secrets.token_urlsafe(6)
    pastes[key] = {"title": data["title"], "code": data["code"]}
    return JSONResponse({"key": key})


def render(paste):
    return """
    <html><head><title>{title}</title></head>
    <body><h1>{title}</h1><pre>{code}</pre></body></html>
    """.format(**paste)


async def show(request):
    paste = pastes.get(request.path_params["key"])
    if paste is None:
        return JSONResponse({"error": "not found"}, status_code=404)
    return HTMLResponse(render(paste))


async def attachment(request):
    filename = request.query_params["name"]
    path = os.path.join(ATTACHMENTS, filename)
    return FileResponse(path)


app = Starlette(
    debug=True,
    routes=[
        Route("/pastes", create, methods=["POST"]),
        Route("/pastes/{key}", show),
        Route("/attachment", attachment),
    ],
)
