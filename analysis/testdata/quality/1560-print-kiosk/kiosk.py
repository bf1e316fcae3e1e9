"""Print kiosk of the copy shop: upload a PDF, choose a printer, get it printed with CUPS."""
import asyncio
import hmac
import logging
import os
import tempfile
from dataclasses import dataclass
from enum import Enum

from aiohttp import web

log = logging.getLogger("kiosk")
KIOSK_TOKEN = os.environ["KIOSK_TOKEN"]
MAX_PDF = 30 * 1024 * 1024
PRINTERS = {"bw-1": "HP_LaserJet_Left", "bw-2": "HP_LaserJet_Right", "colour": "Canon_Colour"}


class Sides(str, Enum):
    one = "one-sided"
    long = "two-sided-long-edge"
    short = "two-sided-short-edge"


@dataclass(frozen=True)
class Job:
    printer: str
    sides: Sides
    copies: int

    @classmethod
    def from_query(cls, query):
        try:
            copies = int(query.get("copies", "1"))
            job = cls(PRINTERS[query["printer"]], Sides(query.get("sides", Sides.one.value)), copies)
        except (KeyError, ValueError):
            raise web.HTTPBadRequest(text="Unknown printer or options") from None
        if not 1 <= copies <= 50:
            raise web.HTTPBadRequest(text="Between 1 and 50 copies")
        return job

    def command(self, path):
        return ["lp", "-d", self.printer, "-n", str(self.copies), "-o", f"sides={self.sides.value}", "--", path]


@web.middleware
async def kiosk_only(request, handler):
    if request.path == "/health":
        return await handler(request)
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), KIOSK_TOKEN.encode()):
        raise web.HTTPUnauthorized
    return await handler(request)


async def store(reader, out):
    field = await reader.next()
    if field is None or field.name != "document":
        raise web.HTTPBadRequest(text="A field named document is needed")
    size = 0
    while chunk := await field.read_chunk(64 * 1024):
        if size == 0 and not chunk.startswith(b"%PDF-"):
            raise web.HTTPUnsupportedMediaType(text="Only PDF documents")
        size += len(chunk)
        if size > MAX_PDF:
            raise web.HTTPRequestEntityTooLarge(MAX_PDF, size)
        out.write(chunk)
    if not size:
        raise web.HTTPBadRequest(text="The document is empty")
    out.flush()


async def print_document(request):
    job = Job.from_query(request.query)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as out:
        await store(await request.multipart(), out)
        process = await asyncio.create_subprocess_exec(
            *job.command(out.name), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            code = await asyncio.wait_for(process.wait(), timeout=30)
        except TimeoutError:
            process.kill()
            await process.wait()
            code = -1
    if code != 0:
        log.error("lp ended with %d on %s", code, job.printer)
        raise web.HTTPBadGateway(text="The printer is not available")
    return web.json_response({"printed": True}, status=202)


async def printers(_request):
    return web.json_response(sorted(PRINTERS))


async def health(_request):
    return web.json_response({"status": "ok"})


def make_app():
    app = web.Application(middlewares=[kiosk_only], client_max_size=MAX_PDF + 64 * 1024)
    app.router.add_post("/print", print_document)
    app.router.add_get("/printers", printers)
    app.router.add_get("/health", health)
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    web.run_app(make_app(), host="127.0.0.1", port=8080)
