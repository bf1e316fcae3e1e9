import html
import json
import secrets
from pathlib import Path

from cachetools import TTLCache
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, JSONResponse
from starlette.routing import Route

ATTACHMENTS = Path("attachments").resolve()
MAX_BODY = 100_000
# a paste lives for one lecture day, old ones fall out
pastes = TTLCache(maxsize=500, ttl=24 * 60 * 60)


async def read_json(request):
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(status_code=413)
    try:
        return json.loads(body)
    except json.JSONDecodeError:
        raise HTTPException(status_code=400, detail="Invalid JSON")


async def create(request):
    data = await read_json(request)
    key = secrets.token_urlsafe(6)
    pastes[key] = {"title": str(data["title"])[:120], "code": str(data["code"])}
    return JSONResponse({"key": key})


def render(paste):
    escaped = {name: html.escape(value) for name, value in paste.items()}
    return """
    <html><head><title>{title}</title></head>
    <body><h1>{title}</h1><pre>{code}</pre></body></html>
    """.format(**escaped)


async def show(request):
    paste = pastes.get(request.path_params["key"])
    if paste is None:
        return JSONResponse({"error": "not found"}, status_code=404)
    return HTMLResponse(render(paste))


async def attachment(request):
    filename = request.query_params.get("name", "")
    path = (ATTACHMENTS / filename).resolve()
    if ATTACHMENTS not in path.parents:
        raise HTTPException(status_code=404)
    try:
        info = path.stat()
    except OSError:
        raise HTTPException(status_code=404)
    return FileResponse(path, stat_result=info)


app = Starlette(
    routes=[
        Route("/pastes", create, methods=["POST"]),
        Route("/pastes/{key}", show),
        Route("/attachment", attachment),
    ],
)
