"""A little CORS proxy so the front end can reach third-party APIs."""
import logging

import aiohttp
from aiohttp import web

log = logging.getLogger("proxy")

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "upgrade", "host", "cookie"}


def forward_headers(headers):
    return {k: v for k, v in headers.items() if k.lower() not in HOP_BY_HOP}


async def session_ctx(app):
    timeout = aiohttp.ClientTimeout(total=15)
    app["session"] = aiohttp.ClientSession(timeout=timeout)
    yield
    await app["session"].close()


async def proxy(request: web.Request) -> web.Response:
    target = request.query.get("url")
    if not target:
        raise web.HTTPBadRequest(text="Missing url parameter")
    if not target.startswith(("http://", "https://")):
        target = "https://" + target

    session: aiohttp.ClientSession = request.app["session"]
    async with session.get(target, headers=forward_headers(request.headers)) as upstream:
        body = await upstream.read()
        return web.Response(
            body=body,
            status=upstream.status,
            content_type="application/json",
            headers={"Access-Control-Allow-Origin": "*"},
        )


async def health(_request):
    return web.json_response({"status": "ok"})


def create_app():
    app = web.Application()
    app.cleanup_ctx.append(session_ctx)
    app.router.add_get("/proxy", proxy)
    app.router.add_get("/health", health)
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    web.run_app(create_app(), host="127.0.0.1", port=8080)
