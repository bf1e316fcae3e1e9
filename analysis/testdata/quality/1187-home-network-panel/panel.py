"""Home network panel.

A small aiohttp application for the Raspberry Pi that shows the devices at home,
pings them, and talks to the router's API. Sign-in with a shared house token.
"""
import asyncio
import os

import aiohttp
from aiohttp import web

HOUSE_TOKEN = os.environ["HOUSE_TOKEN"]
ROUTER_URL = "https://192.168.178.1/api"

PAGE = """<!doctype html>
<title>Home network</title>
<h1>Home network</h1>
<table border="1">
<tr><th>Device</th><th>Address</th><th>Note</th></tr>
{rows}
</table>"""


@web.middleware
async def token_middleware(request: web.Request, handler):
    """Every request needs the house token."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token != HOUSE_TOKEN:
        raise web.HTTPUnauthorized()
    return await handler(request)


class Router:
    """Reads the DHCP leases from the router."""

    def __init__(self, session: aiohttp.ClientSession):
        self.session = session

    async def leases(self) -> list[dict]:
        async with self.session.get(f"{ROUTER_URL}/dhcp/leases", ssl=False) as resp:
            resp.raise_for_status()
            return await resp.json()


async def ping(host: str, count: str = "3") -> str:
    """Ping a host and return the text that ping printed."""
    command = f"ping -c {count} -W 2 {host}"
    process = await asyncio.create_subprocess_shell(
        command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(process.communicate(), timeout=20)
    return output.decode(errors="replace")


def render_row(lease: dict, notes: dict[str, str]) -> str:
    note = notes.get(lease["mac"], "")
    return f"<tr><td>{lease['hostname']}</td><td>{lease['ip']}</td><td>{note}</td></tr>"


async def index(request: web.Request) -> web.Response:
    """HTML overview of all devices."""
    leases = await Router(request.app["session"]).leases()
    rows = "\n".join(render_row(lease, request.app["notes"]) for lease in leases[:250])
    return web.Response(text=PAGE.format(rows=rows), content_type="text/html")


async def save_note(request: web.Request) -> web.Response:
    """Remember a note for a device."""
    data = await request.post()
    notes = request.app["notes"]
    if len(notes) < 500:
        notes[str(data["mac"])[:17]] = str(data["note"])[:200]
    raise web.HTTPSeeOther("/")


async def ping_device(request: web.Request) -> web.Response:
    host = request.query["host"]
    count = request.query.get("count", "3")
    return web.json_response({"host": host, "output": await ping(host, count)})


async def client_session(app: web.Application):
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        app["session"] = session
        yield


def make_app() -> web.Application:
    app = web.Application(middlewares=[token_middleware], client_max_size=64 * 1024)
    app["notes"] = {}
    app.cleanup_ctx.append(client_session)
    app.add_routes([
        web.get("/", index),
        web.post("/notes", save_note),
        web.get("/ping", ping_device),
    ])
    return app


if __name__ == "__main__":
    web.run_app(make_app(), host="127.0.0.1", port=8088)
