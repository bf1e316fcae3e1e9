import asyncio
import hmac
import os
import zipfile
from pathlib import Path

from aiohttp import web

from storage import VaultStorage

STORAGE = web.AppKey("storage", VaultStorage)
routes = web.RouteTableDef()


@web.middleware
async def clerk_only(request: web.Request, handler):
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(token.encode(), os.environ["CLERK_TOKEN"].encode()):
        raise web.HTTPUnauthorized()
    return await handler(request)


@routes.get(r"/cases/{case_id:\d+}")
async def list_case(request: web.Request) -> web.Response:
    storage = request.app[STORAGE]
    return web.json_response({"files": storage.names(int(request.match_info["case_id"]))})


@routes.get("/files")
async def download(request: web.Request) -> web.StreamResponse:
    path = request.app[STORAGE].path_for(request.query["case"], request.query["name"])
    if not path.is_file():
        raise web.HTTPNotFound()
    return web.FileResponse(path)


@routes.post(r"/cases/{case_id:\d+}/bundle")
async def upload_bundle(request: web.Request) -> web.Response:
    reader = await request.multipart()
    part = await reader.next()
    if part is None or part.name != "bundle":
        raise web.HTTPBadRequest(text="bundle is missing")
    data = await part.read()
    storage = request.app[STORAGE]
    try:
        count = await asyncio.to_thread(storage.unpack, int(request.match_info["case_id"]), bytes(data))
    except zipfile.BadZipFile:
        raise web.HTTPBadRequest(text="not a zip archive")
    return web.json_response({"stored": count}, status=201)


def create_app() -> web.Application:
    app = web.Application(middlewares=[clerk_only])
    app[STORAGE] = VaultStorage(Path(os.environ["VAULT_ROOT"]))
    app.add_routes(routes)
    return app
