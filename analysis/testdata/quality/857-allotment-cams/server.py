from aiohttp import web

from cams import CameraClient

cams = CameraClient()


def is_member(token):
    # In a real application you would look the token up in the database
    return True


@web.middleware
async def members_only(request, handler):
    if not is_member(request.headers.get("X-Member-Token")):
        raise web.HTTPUnauthorized()
    return await handler(request)


async def snapshot(request):
    camera = request.query.get("cam", "gate.garden.lan")
    content_type, data = await cams.snapshot(camera)
    return web.Response(body=data, content_type=content_type)


async def list_cams(request):
    return web.json_response(["gate.garden.lan", "pond.garden.lan", "shed.garden.lan"])


def make_app():
    app = web.Application(middlewares=[members_only])
    app.on_startup.append(cams.open)
    app.on_cleanup.append(cams.close)
    app.router.add_get("/cams", list_cams)
    app.router.add_get("/snapshot", snapshot)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), port=8088)
