import hmac
import os

import aiohttp
from aiohttp import web

from devices import PLUGS, PlugClient, Speaker

HUB_TOKEN = os.environ["HUB_TOKEN"]
routes = web.RouteTableDef()


@web.middleware
async def require_token(request, handler):
    given = request.headers.get("X-Hub-Token", "")
    if not hmac.compare_digest(given.encode(), HUB_TOKEN.encode()):
        raise web.HTTPUnauthorized()
    return await handler(request)


@routes.post("/announce")
async def announce(request):
    data = await request.json()
    message = str(data.get("message", "")).strip()
    if not message:
        raise web.HTTPBadRequest(text="message is required")
    code = await request.app["speaker"].say(message)
    return web.json_response({"ok": code == 0})


@routes.post("/plugs/switch")
async def switch_plug(request):
    data = await request.json()
    name = data.get("plug")
    if name not in PLUGS:
        raise web.HTTPNotFound(text="unknown plug")
    state = "On" if data.get("on") else "Off"
    result = await request.app["plugs"].switch(name, state)
    return web.json_response({"power": result.get("POWER")})


async def http_session(app):
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        app["plugs"] = PlugClient(session)
        yield


def create_app():
    app = web.Application(middlewares=[require_token], client_max_size=64 * 1024)
    app["speaker"] = Speaker()
    app.cleanup_ctx.append(http_session)
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), host="127.0.0.1", port=8099)
