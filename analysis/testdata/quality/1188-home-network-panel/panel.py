"""Home network panel.

A small aiohttp application for the Raspberry Pi that shows the devices at home,
pings them, and talks to the router's API. Sign-in with a shared house token.
"""
import asyncio
import hmac
import ipaddress
import os
import ssl
from html import escape

import aiohttp
from aiohttp import web

HOUSE_TOKEN = os.environ["HOUSE_TOKEN"]
ROUTER_URL = "https://192.168.178.1/api"
ROUTER_CA = os.environ.get("ROUTER_CA", "/etc/panel/router-ca.pem")
HOME_NET = ipaddress.ip_network("192.168.178.0/24")

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
    if not hmac.compare_digest(token.encode(), HOUSE_TOKEN.encode()):
        raise web.HTTPUnauthorized()
    return await handler(request)


class Router:
    """Reads the DHCP leases from the router."""

    def __init__(self, session: aiohttp.ClientSession, tls: ssl.SSLContext):
        self.session = session
        self.tls = tls

    async def leases(self) -> list[dict]:
        async with self.session.get(f"{ROUTER_URL}/dhcp/leases", ssl=self.tls) as resp:
            resp.raise_for_status()
            return await resp.json()


async def ping(host: ipaddress.IPv4Address, count: int = 3) -> str:
    """Ping a host and return the text that ping printed."""
    process = await asyncio.create_subprocess_exec(
        "ping", "-c", str(count), "-W", "2", str(host),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(process.communicate(), timeout=20)
    return output.decode(errors="replace")


def render_row(lease: dict, notes: dict[str, str]) -> str:
    cells = (lease["hostname"], lease["ip"], notes.get(lease["mac"], ""))
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"


async def index(request: web.Request) -> web.Response:
    """HTML overview of all devices."""
    leases = await Router(request.app["session"], request.app["router_tls"]).leases()
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
    try:
        host = ipaddress.IPv4Address(request.query["host"])
        count = max(1, min(int(request.query.get("count", "3")), 5))
    except (KeyError, ValueError):
        raise web.HTTPBadRequest(text="host must be an IPv4 address")
    if host not in HOME_NET:
        raise web.HTTPBadRequest(text="only devices at home can be pinged")
    return web.json_response({"host": str(host), "output": await ping(host, count)})


async def client_session(app: web.Application):
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        app["session"] = session
        yield


def make_app() -> web.Application:
    app = web.Application(middlewares=[token_middleware], client_max_size=64 * 1024)
    app["notes"] = {}
    app["router_tls"] = ssl.create_default_context(cafile=ROUTER_CA)
    app.cleanup_ctx.append(client_session)
    app.add_routes([
        web.get("/", index),
        web.post("/notes", save_note),
        web.get("/ping", ping_device),
    ])
    return app


if __name__ == "__main__":
    web.run_app(make_app(), host="127.0.0.1", port=8088)
