"""Caching proxy for map tiles, so that the hiking app has one polite client upstream."""
import asyncio
import logging
import os
from pathlib import Path

import aiohttp
from aiohttp import web

logger = logging.getLogger("tiles")

STYLES = {
    "topo": "https://tile.opentopomap.org/{z}/{x}/{y}.png",
    "cycle": "https://tile.waymarkedtrails.org/cycling/{z}/{x}/{y}.png",
}
CACHE = Path(os.environ.get("TILE_CACHE", "/var/cache/tiles"))
MAX_TILE = 512 * 1024
USER_AGENT = "hut-finder/2.1 (+https://hutfinder.app/contact)"

SESSION = web.AppKey("session", aiohttp.ClientSession)
GATE = web.AppKey("gate", asyncio.Semaphore)
routes = web.RouteTableDef()


async def client_context(app: web.Application):
    timeout = aiohttp.ClientTimeout(total=10, connect=3)
    async with aiohttp.ClientSession(timeout=timeout, headers={"User-Agent": USER_AGENT}) as session:
        app[SESSION] = session
        yield


def tile_coordinates(request: web.Request) -> tuple[int, int, int]:
    z, x, y = (int(request.match_info[name]) for name in "zxy")
    if z > 17 or x >= 2**z or y >= 2**z:
        raise web.HTTPNotFound
    return z, x, y


async def fetch(app: web.Application, url: str) -> bytes:
    async with app[GATE], app[SESSION].get(url, allow_redirects=False) as response:
        if response.status != 200 or response.content_type != "image/png":
            raise web.HTTPBadGateway(text="Upstream has no such tile")
        data = bytearray()
        async for chunk in response.content.iter_chunked(32 * 1024):
            data += chunk
            if len(data) > MAX_TILE:
                raise web.HTTPBadGateway(text="Upstream tile is too large")
        return bytes(data)


def store(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.{id(data)}.part")
    partial.write_bytes(data)
    partial.replace(path)


@routes.get(r"/{style}/{z:\d{1,2}}/{x:\d{1,6}}/{y:\d{1,6}}.png")
async def tile(request: web.Request) -> web.StreamResponse:
    style = request.match_info["style"]
    if style not in STYLES:
        raise web.HTTPNotFound
    z, x, y = tile_coordinates(request)
    path = CACHE / style / str(z) / str(x) / f"{y}.png"
    headers = {"Cache-Control": "public, max-age=604800"}
    if await asyncio.to_thread(path.is_file):
        return web.FileResponse(path, headers=headers)

    try:
        data = await fetch(request.app, STYLES[style].format(z=z, x=x, y=y))
    except (aiohttp.ClientError, TimeoutError) as exc:
        logger.warning("Upstream failed for %s: %s", style, type(exc).__name__)
        raise web.HTTPBadGateway(text="Upstream is unavailable") from exc
    await asyncio.to_thread(store, path, data)
    return web.Response(body=data, content_type="image/png", headers=headers)


@routes.get("/healthz")
async def health(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def create_app() -> web.Application:
    app = web.Application(client_max_size=16 * 1024)
    app[GATE] = asyncio.Semaphore(8)
    app.cleanup_ctx.append(client_context)
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), host="127.0.0.1", port=8080)
