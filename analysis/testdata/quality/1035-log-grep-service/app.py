"""Small aiohttp service behind the ops console: grep over the last lines of a service log."""
import hmac
import logging
import os
import re

from aiohttp import web

from tail import last_lines

LOGS = {
    "checkout": "/var/log/apps/checkout.log",
    "search": "/var/log/apps/search.log",
    "gateway": "/var/log/apps/gateway.log",
}
LABEL_LIST = re.compile(r"^(\w+\s?,?\s?)+$")

logger = logging.getLogger("loggrep")
routes = web.RouteTableDef()


@web.middleware
async def require_console_key(request, handler):
    key = request.headers.get("X-Console-Key", "").encode()
    if not hmac.compare_digest(key, os.environ["CONSOLE_KEY"].encode()):
        raise web.HTTPUnauthorized()
    return await handler(request)


class LineFilter:
    def __init__(self, expression, ignore_case=False):
        self.expression = expression
        self.flags = re.IGNORECASE if ignore_case else 0

    def apply(self, lines):
        pattern = re.compile(self.expression, self.flags)
        return [line for line in lines if pattern.search(line)]


@routes.get("/grep/{service}")
async def grep(request):
    service = request.match_info["service"]
    path = LOGS.get(service)
    if path is None:
        raise web.HTTPNotFound()
    expression = request.query.get("pattern", "")
    logger.info("grep %s for %s" % (service, expression))
    line_filter = LineFilter(expression, request.query.get("i") == "1")
    matches = line_filter.apply(last_lines(path, 5000))
    return web.json_response({"service": service, "matches": matches[-200:]})


@routes.post("/labels/check")
async def check_labels(request):
    """Validate the label list typed in the console before an alert is saved."""
    data = await request.json()
    labels = data.get("labels", "")
    if not LABEL_LIST.match(labels):
        return web.json_response({"ok": False}, status=422)
    return web.json_response({"ok": True, "labels": [l.strip() for l in labels.split(",")]})


def make_app():
    app = web.Application(middlewares=[require_console_key], client_max_size=64 * 1024)
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    web.run_app(make_app(), host="127.0.0.1", port=8085)
