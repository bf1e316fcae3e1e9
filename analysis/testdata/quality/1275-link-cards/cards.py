"""Link cards for the reading list: fetches a page and returns its title and description."""
import html
import re

from aiohttp import ClientSession, ClientTimeout, web

TITLE = re.compile(r"<title>([^<]{1,300})</title>", re.I)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]{1,500})"', re.I)


class CardFetcher:
    def __init__(self):
        self.session = None

    async def start(self, app):
        self.session = ClientSession(timeout=ClientTimeout(total=8), headers={"User-Agent": "reading-list/1.4"})

    async def stop(self, app):
        await self.session.close()

    async def fetch(self, link):
        if not link.startswith(("http://", "https://")):
            link = "https://" + link
        async with self.session.get(link) as resp:
            if resp.status != 200 or "html" not in resp.content_type:
                return None
            return await resp.text()

    async def card(self, link):
        page = await self.fetch(link)
        if page is None:
            return {"link": link, "title": link, "description": ""}
        title = TITLE.search(page)
        description = DESCRIPTION.search(page)
        return {
            "link": link,
            "title": html.unescape(title.group(1)).strip() if title else link,
            "description": html.unescape(description.group(1)) if description else "",
        }


@web.middleware
async def cors(request, handler):
    response = await handler(request)
    origin = request.headers.get("Origin")
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


async def get_card(request):
    link = request.query.get("url", "").strip()
    if not link:
        return web.json_response({"error": "url is missing"}, status=400)
    return web.json_response(await request.app["fetcher"].card(link))


def make_app():
    app = web.Application(middlewares=[cors])
    fetcher = CardFetcher()
    app["fetcher"] = fetcher
    app.on_startup.append(fetcher.start)
    app.on_cleanup.append(fetcher.stop)
    app.router.add_get("/card", get_card)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), host="127.0.0.1", port=8070)
