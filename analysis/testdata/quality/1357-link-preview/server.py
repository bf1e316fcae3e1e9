"""Link preview service used by the chat frontend (aiohttp)."""
import logging
import os
from dataclasses import dataclass

from aiohttp import ClientSession, ClientTimeout, web
from bs4 import BeautifulSoup

log = logging.getLogger("preview")


@dataclass
class PreviewJob:
    target: str
    max_chars: int = 280


class PreviewFetcher:
    def __init__(self, session: ClientSession):
        self.session = session

    async def fetch(self, job: PreviewJob) -> str:
        async with self.session.get(job.target) as resp:
            resp.raise_for_status()
            return await resp.text()

    async def preview(self, job: PreviewJob) -> dict:
        soup = BeautifulSoup(await self.fetch(job), "html.parser")
        title = soup.title.string if soup.title else job.target
        meta = soup.find("meta", attrs={"name": "description"})
        description = meta["content"] if meta and meta.get("content") else ""
        return {"title": title, "description": description[: job.max_chars]}


async def create_preview(request: web.Request) -> web.Response:
    data = await request.json()
    if "url" not in data:
        raise web.HTTPBadRequest(text="url is required")
    job = PreviewJob(target=data["url"])
    try:
        result = await request.app["fetcher"].preview(job)
    except Exception as exc:
        log.warning("preview failed", exc_info=True)
        return web.json_response({"error": str(exc)}, status=502)
    return web.json_response(result)


async def client_ctx(app: web.Application):
    async with ClientSession(timeout=ClientTimeout(total=10)) as session:
        app["fetcher"] = PreviewFetcher(session)
        yield


def create_app() -> web.Application:
    app = web.Application(client_max_size=16 * 1024)
    app.cleanup_ctx.append(client_ctx)
    app.router.add_post("/preview", create_preview)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), port=int(os.environ.get("PORT", "8080")))
