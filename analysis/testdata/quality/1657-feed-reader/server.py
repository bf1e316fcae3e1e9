import logging

import aiohttp
import feedparser
from aiohttp import web

log = logging.getLogger("reader")
routes = web.RouteTableDef()
TIMEOUT = aiohttp.ClientTimeout(total=10)


class FeedFetcher:
    def __init__(self, session: aiohttp.ClientSession):
        self.session = session

    async def load(self, url: str) -> list[dict]:
        async with self.session.get(url) as resp:
            resp.raise_for_status()
            body = await resp.read()
        parsed = feedparser.parse(body)
        return [
            {"title": e.get("title", ""), "link": e.get("link", ""), "date": e.get("published", "")}
            for e in parsed.entries[:30]
        ]


@routes.get("/api/preview")
async def preview(request: web.Request) -> web.Response:
    """Show the newest entries of a feed before the reader subscribes to it."""
    url = request.query.get("url")
    if not url:
        return web.json_response({"error": "url is required"}, status=400)
    if not url.startswith("http"):
        url = "https://" + url
    fetcher: FeedFetcher = request.app["fetcher"]
    try:
        entries = await fetcher.load(url)
    except Exception as exc:
        log.exception("feed preview failed")
        return web.json_response({"error": f"Could not load feed: {exc!r}"}, status=502)
    return web.json_response({"entries": entries})


async def client_ctx(app: web.Application):
    app["session"] = aiohttp.ClientSession(timeout=TIMEOUT)
    app["fetcher"] = FeedFetcher(app["session"])
    yield
    await app["session"].close()


def create_app() -> web.Application:
    app = web.Application()
    app.add_routes(routes)
    app.cleanup_ctx.append(client_ctx)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), host="127.0.0.1", port=8082)
