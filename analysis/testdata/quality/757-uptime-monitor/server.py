"""Uptime monitor: customers register checks, we call them on demand."""
import os
import time

import aiohttp
from aiohttp import web

from checks import CheckStore, require_account

routes = web.RouteTableDef()


class Prober:
    def __init__(self):
        self.history = []
        self.connector_args = {"ssl": False}

    async def probe(self, check):
        started = time.monotonic()
        connector = aiohttp.TCPConnector(**self.connector_args)
        timeout = aiohttp.ClientTimeout(total=15)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            async with session.request(check["method"], check["url"]) as resp:
                snippet = (await resp.content.read(500)).decode("utf-8", "replace")
                result = {
                    "status": resp.status,
                    "ms": round((time.monotonic() - started) * 1000),
                    "snippet": snippet,
                }
        self.history.append((check["id"], result))
        return result


@routes.post("/checks")
async def create_check(request: web.Request) -> web.Response:
    account = require_account(request)
    body = await request.json()
    check = request.app["store"].add(account, body["url"], body.get("method", "GET"))
    return web.json_response(check, status=201)


@routes.post("/checks/{check_id:\\d+}/run")
async def run_check(request: web.Request) -> web.Response:
    account = require_account(request)
    check = request.app["store"].get(account, int(request.match_info["check_id"]))
    if check is None:
        raise web.HTTPNotFound()
    result = await request.app["prober"].probe(check)
    return web.json_response(result)


def create_app() -> web.Application:
    app = web.Application(client_max_size=64 * 1024)
    app["store"] = CheckStore(os.environ.get("CHECKS_DB", "checks.db"))
    app["prober"] = Prober()
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), port=8081)
