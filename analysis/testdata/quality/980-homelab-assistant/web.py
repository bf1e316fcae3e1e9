import hmac
import logging
import os

from aiohttp import web

from agent import Agent

routes = web.RouteTableDef()
log = logging.getLogger("homelab")


@web.middleware
async def token_auth(request, handler):
    given = request.headers.get("X-Token", "")
    if not hmac.compare_digest(given.encode(), os.environ["HOMELAB_TOKEN"].encode()):
        raise web.HTTPUnauthorized()
    return await handler(request)


@routes.post("/do")
async def do(request):
    data = await request.json()
    try:
        action, output = await request.app["agent"].run(str(data["text"]))
    except Exception:
        log.exception("action failed")
        return web.json_response({"error": "The action failed"}, status=500)
    return web.json_response({"action": action, "output": output})


app = web.Application(middlewares=[token_auth], client_max_size=32 * 1024)
app["agent"] = Agent()
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=8099)
