import hmac
import logging
import os

from aiohttp import web

from cams import CAMERAS, CameraClient, CameraError

log = logging.getLogger("cams")
cams = CameraClient()
MEMBER_TOKEN = os.environ["MEMBER_TOKEN"].encode()


def is_member(token):
    return hmac.compare_digest((token or "").encode(), MEMBER_TOKEN)


@web.middleware
async def members_only(request, handler):
    if not is_member(request.headers.get("X-Member-Token")):
        raise web.HTTPUnauthorized()
    return await handler(request)


async def snapshot(request):
    try:
        data = await cams.snapshot(request.query.get("cam", "gate"))
    except CameraError:
        log.warning("snapshot not available")
        raise web.HTTPNotFound()
    return web.Response(body=data, content_type="image/jpeg")


async def list_cams(request):
    return web.json_response(sorted(CAMERAS))


def make_app():
    app = web.Application(middlewares=[members_only], client_max_size=64 * 1024)
    app.on_startup.append(cams.open)
    app.on_cleanup.append(cams.close)
    app.router.add_get("/cams", list_cams)
    app.router.add_get("/snapshot", snapshot)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), port=8088)
