import logging
from urllib.parse import urlsplit

import aiohttp
import feedparser
from aiohttp import web

log = logging.getLogger("reader")
routes = web.RouteTableDef()
TIMEOUT = aiohttp.ClientTimeout(total=10)
MAX_FEED_BYTES = 1024 * 1024
FEED_HOSTS = frozenset({"planetpython.org", "feeds.bbci.co.uk", "www.heise.de", "hnrss.org"})


class FeedRejected(Exception):
    pass


class FeedFetcher:
    def __init__(self, session: aiohttp.ClientSession):
        self.session = session

    async def load(self, url: str) -> list[dict]:
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname not in FEED_HOSTS:
            raise FeedRejected("host is not on the list of feeds")
        target = f"https://{parts.hostname}{parts.path}"
        body = bytearray()
        async with self.session.get(target, allow_redirects=False) as resp:
            resp.raise_for_status()
            async for chunk in resp.content.iter_chunked(16384):
                body.extend(chunk)
                if len(body) > MAX_FEED_BYTES:
                    raise FeedRejected("feed is too large")
        parsed = feedparser.parse(bytes(body))
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
    fetcher: FeedFetcher = request.app["fetcher"]
    try:
        entries = await fetcher.load(url)
    except FeedRejected:
        return web.json_response({"error": "This feed is not supported"}, status=400)
    except (aiohttp.ClientError, TimeoutError):
        log.exception("feed preview failed")
        return web.json_response({"error": "Could not load the feed"}, status=502)
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
