"""A little proxy so the front end can reach a few third-party APIs."""
import logging
import os
import re

import aiohttp
from aiohttp import web

log = logging.getLogger("proxy")

UPSTREAMS = {
    "weather": "https://api.open-meteo.com/v1/",
    "rates": "https://api.frankfurter.app/",
}
ALLOWED_ORIGIN = os.environ.get("FRONTEND_ORIGIN", "https://app.harbourline.io")
RESOURCE = re.compile(r"[a-z0-9_-]{1,40}")
MAX_BYTES = 1024 * 1024


async def session_ctx(app):
    timeout = aiohttp.ClientTimeout(total=15)
    app["session"] = aiohttp.ClientSession(timeout=timeout)
    yield
    await app["session"].close()


async def read_limited(upstream):
    body = bytearray()
    async for chunk in upstream.content.iter_chunked(16 * 1024):
        body.extend(chunk)
        if len(body) > MAX_BYTES:
            raise web.HTTPBadGateway(text="Upstream answer too large")
    return bytes(body)


async def proxy(request: web.Request) -> web.Response:
    base = UPSTREAMS.get(request.match_info["service"])
    resource = request.match_info["resource"]
    if base is None or not RESOURCE.fullmatch(resource):
        raise web.HTTPNotFound()

    session: aiohttp.ClientSession = request.app["session"]
    try:
        async with session.get(base + resource, params=dict(request.query), allow_redirects=False) as upstream:
            return web.Response(
                body=await read_limited(upstream),
                status=upstream.status,
                content_type="application/json",
                headers={"Access-Control-Allow-Origin": ALLOWED_ORIGIN},
            )
    except aiohttp.ClientError:
        log.exception("Upstream request failed")
        raise web.HTTPBadGateway(text="Upstream unavailable")


async def health(_request):
    return web.json_response({"status": "ok"})


def create_app():
    app = web.Application()
    app.cleanup_ctx.append(session_ctx)
    app.router.add_get("/proxy/{service}/{resource}", proxy)
    app.router.add_get("/health", health)
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    web.run_app(create_app(), host="127.0.0.1", port=8080)
