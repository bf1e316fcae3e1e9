import os

from aiohttp import web

from agent import Agent

routes = web.RouteTableDef()


@web.middleware
async def token_auth(request, handler):
    if request.headers.get("X-Token") != os.environ["HOMELAB_TOKEN"]:
        raise web.HTTPUnauthorized()
    return await handler(request)


@routes.post("/do")
async def do(request):
    data = await request.json()
    try:
        command, output = await request.app["agent"].run(data["text"])
    except Exception as err:
        return web.json_response({"error": f"{type(err).__name__}: {err}"}, status=500)
    return web.json_response({"command": command, "output": output})


app = web.Application(middlewares=[token_auth], client_max_size=32 * 1024)
app["agent"] = Agent()
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=8099)
