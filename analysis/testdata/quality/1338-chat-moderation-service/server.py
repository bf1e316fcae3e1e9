import hmac
import os

from aiohttp import web

from filters import RuleSet, valid_nickname

routes = web.RouteTableDef()
rules_key = web.AppKey("rules", RuleSet)


@web.middleware
async def require_key(request: web.Request, handler):
    key = request.headers.get("X-Service-Key", "")
    if not hmac.compare_digest(key.encode(), os.environ["SERVICE_KEY"].encode()):
        raise web.HTTPUnauthorized()
    return await handler(request)


@routes.post("/rooms/{room}/rules")
async def add_rule(request: web.Request) -> web.Response:
    body = await request.json()
    phrase = str(body.get("phrase", "")).strip()
    if not phrase:
        raise web.HTTPBadRequest(text="phrase is required")
    request.app[rules_key].add(request.match_info["room"], phrase)
    return web.json_response({"status": "added"}, status=201)


@routes.post("/rooms/{room}/check")
async def check(request: web.Request) -> web.Response:
    body = await request.json()
    if not valid_nickname(str(body["nickname"])):
        return web.json_response({"allowed": False, "reason": "nickname"})
    blocked = request.app[rules_key].blocked(
        request.match_info["room"], str(body["message"])[:4000]
    )
    return web.json_response({"allowed": not blocked})


def create_app() -> web.Application:
    app = web.Application(middlewares=[require_key], client_max_size=64 * 1024)
    app[rules_key] = RuleSet()
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), port=int(os.getenv("PORT", "8080")))
