import asyncio
import logging

import aiohttp
from aiohttp import web

log = logging.getLogger(__name__)
routes = web.RouteTableDef()


async def fetch_tile(session: aiohttp.ClientSession, source: str, z: int, x: int, y: int) -> bytes:
    url = f"{source.rstrip('/')}/{z}/{x}/{y}.png"
    async with session.get(url, timeout=aiohttp.ClientTimeout(total=10)) as resp:
        resp.raise_for_status()
        return await resp.read()


@routes.get("/tile/{z}/{x}/{y}")
async def tile(request: web.Request) -> web.Response:
    source = request.query.get("source", "https://tiles.example.org/base")
    z, x, y = (int(request.match_info[k]) for k in ("z", "x", "y"))
    try:
        data = await fetch_tile(request.app["http"], source, z, x, y)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        log.warning("tile %d/%d/%d not available", z, x, y)
        raise web.HTTPBadGateway()
    return web.Response(body=data, content_type="image/png")


async def http_session(app: web.Application):
    app["http"] = aiohttp.ClientSession()
    yield
    await app["http"].close()


def make_app() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.append(http_session)
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), port=8081)
