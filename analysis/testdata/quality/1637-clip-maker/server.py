import logging
import os
import secrets

from aiohttp import ClientSession, ClientTimeout, web

from media import ClipMaker

log = logging.getLogger("clips")
routes = web.RouteTableDef()


@web.middleware
async def team_only(request: web.Request, handler):
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(token.encode(), os.environ["CLIPS_TOKEN"].encode()):
        raise web.HTTPUnauthorized()
    return await handler(request)


async def notify(url, clip):
    async with ClientSession(timeout=ClientTimeout(total=10)) as http:
        async with http.post(url, json={"clip": clip.name}) as resp:
            return resp.status


@routes.post("/recordings/{rid:\\d+}/clips")
async def make_clip(request: web.Request):
    body = await request.json()
    maker = ClipMaker(int(request.match_info["rid"]))
    try:
        clip = await maker.cut(body.get("start", "0"), body.get("length", "15"), body.get("caption", ""))
    except (RuntimeError, ValueError):
        log.exception("clip could not be made")
        return web.json_response({"error": "clip failed"}, status=422)
    if body.get("callback"):
        await notify(body["callback"], clip)
    return web.json_response({"clip": clip.name})


def build() -> web.Application:
    app = web.Application(middlewares=[team_only], client_max_size=64 * 1024)
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(build(), port=8090)
