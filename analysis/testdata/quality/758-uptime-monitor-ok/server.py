"""Uptime monitor: customers register checks of their verified domain, we call them on demand."""
import os
import time
from collections import deque

import aiohttp
from aiohttp import web

from checks import CheckStore, require_account

routes = web.RouteTableDef()

# Regional probes we operate; the check itself runs there, outside of our network
PROBES = {
    "eu": "https://probe-eu.pingdeck.net/run",
    "us": "https://probe-us.pingdeck.net/run",
}


class Prober:
    def __init__(self):
        self.history = deque(maxlen=500)
        self.token = os.environ["PROBE_TOKEN"]

    async def probe(self, check, region):
        started = time.monotonic()
        timeout = aiohttp.ClientTimeout(total=15)
        headers = {"Authorization": f"Bearer {self.token}"}
        async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:
            async with session.post(PROBES[region], json={"path": check["path"], "check": check["id"]}) as resp:
                outcome = await resp.json()
        result = {
            "status": int(outcome["status"]),
            "ms": round((time.monotonic() - started) * 1000),
        }
        self.history.append((check["id"], result))
        return result


@routes.post("/checks")
async def create_check(request: web.Request) -> web.Response:
    account = require_account(request)
    body = await request.json()
    path = str(body["path"])[:200]
    check = request.app["store"].add(account, path)
    return web.json_response(check, status=201)


@routes.post("/checks/{check_id:\\d+}/run")
async def run_check(request: web.Request) -> web.Response:
    account = require_account(request)
    check = request.app["store"].get(account, int(request.match_info["check_id"]))
    if check is None:
        raise web.HTTPNotFound()
    region = request.query.get("region", "eu")
    if region not in PROBES:
        raise web.HTTPBadRequest(text="Unknown region")
    result = await request.app["prober"].probe(check, region)
    return web.json_response(result)


def create_app() -> web.Application:
    app = web.Application(client_max_size=64 * 1024)
    app["store"] = CheckStore(os.environ.get("CHECKS_DB", "checks.db"))
    app["prober"] = Prober()
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), port=8081)
