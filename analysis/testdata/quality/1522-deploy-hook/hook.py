"""aiohttp receiver for GitHub push hooks that redeploys one of three known services."""
import asyncio
import hashlib
import hmac
import json
import logging
import os
from collections import OrderedDict

from aiohttp import web

log = logging.getLogger("deploy-hook")

SECRET = os.environ["GITHUB_WEBHOOK_SECRET"].encode()
SCRIPTS = {
    ("acme/website", "refs/heads/main"): ["/opt/deploy/website.sh", "production"],
    ("acme/website", "refs/heads/staging"): ["/opt/deploy/website.sh", "staging"],
    ("acme/billing", "refs/heads/main"): ["/opt/deploy/billing.sh"],
}
SEEN: OrderedDict[str, None] = OrderedDict()
KEEP_DELIVERIES = 500
JOBS: web.AppKey[asyncio.Queue] = web.AppKey("jobs", asyncio.Queue)


@web.middleware
async def signed_only(request, handler):
    """Every POST has to carry a valid X-Hub-Signature-256 header."""
    if request.method == "POST":
        body = await request.read()  # bounded by client_max_size
        wanted = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        given = request.headers.get("X-Hub-Signature-256", "")
        if not hmac.compare_digest(wanted.encode(), given.encode()):
            raise web.HTTPForbidden
    return await handler(request)


def first_time(delivery):
    if not delivery or delivery in SEEN:
        return False
    SEEN[delivery] = None
    while len(SEEN) > KEEP_DELIVERIES:
        SEEN.popitem(last=False)
    return True


async def push(request):
    if request.headers.get("X-GitHub-Event") != "push":
        return web.json_response({"ignored": True})
    if not first_time(request.headers.get("X-GitHub-Delivery", "")):
        return web.json_response({"duplicate": True})
    try:
        payload = json.loads(await request.read())
        key = (payload["repository"]["full_name"], payload["ref"])
    except (ValueError, KeyError, TypeError):
        raise web.HTTPBadRequest
    command = SCRIPTS.get(key)
    if command is None:
        return web.json_response({"ignored": True})
    try:
        request.app[JOBS].put_nowait(command)
    except asyncio.QueueFull:
        raise web.HTTPServiceUnavailable
    return web.json_response({"queued": True}, status=202)


async def health(_request):
    return web.json_response({"status": "ok"})


async def worker(queue):
    while True:
        command = await queue.get()
        process = await asyncio.create_subprocess_exec(*command)
        try:
            code = await asyncio.wait_for(process.wait(), timeout=900)
            log.info("deployment %s ended with %d", command[0], code)
        except TimeoutError:
            process.kill()
            await process.wait()
            log.error("deployment %s was stopped after 15 minutes", command[0])


async def run_worker(app):
    app[JOBS] = asyncio.Queue(maxsize=20)
    task = asyncio.create_task(worker(app[JOBS]))
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def make_app():
    app = web.Application(middlewares=[signed_only], client_max_size=1024 * 1024)
    app.cleanup_ctx.append(run_worker)
    app.add_routes([web.post("/github", push), web.get("/health", health)])
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    web.run_app(make_app(), host="127.0.0.1", port=9000)
