"""Score server for our retro arcade nights."""
import logging
import os

import aiosqlite
import bcrypt
from aiohttp import web
from itsdangerous import URLSafeTimedSerializer
from redis.asyncio import Redis

DB = os.environ.get("ARCADE_DB", "arcade.db")
log = logging.getLogger("arcade")


@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        log.exception("request failed")
        return web.json_response({"error": "Something went wrong"}, status=500)


@web.middleware
async def rate_limit(request, handler):
    """Ten login attempts a minute for each address."""
    if request.path == "/login":
        key = f"login:{request.remote}"
        redis = request.app["redis"]
        count = await redis.incr(key)
        if count == 1:
            await redis.expire(key, 60)
        if count > 10:
            raise web.HTTPTooManyRequests()
    return await handler(request)


class Scores:
    def __init__(self, path):
        self.path = path

    async def top(self, game, count):
        query = "SELECT player, points FROM scores WHERE game = ? ORDER BY points DESC LIMIT ?"
        async with aiosqlite.connect(self.path) as db:
            async with db.execute(query, (game, count)) as cursor:
                return await cursor.fetchall()

    async def player(self, name):
        async with aiosqlite.connect(self.path) as db:
            async with db.execute("SELECT id, pin_hash FROM players WHERE name = ?", (name,)) as cursor:
                return await cursor.fetchone()


routes = web.RouteTableDef()


@routes.get("/top/{game}")
async def top(request):
    scores = request.app["scores"]
    rows = await scores.top(request.match_info["game"], min(int(request.query.get("n", "10")), 100))
    return web.json_response([{"player": p, "points": n} for p, n in rows])


@routes.post("/login")
async def login(request):
    data = await request.json()
    player = await request.app["scores"].player(str(data["name"]))
    if player is None or not bcrypt.checkpw(str(data["pin"]).encode(), player[1]):
        return web.json_response({"ok": False}, status=401)
    token = request.app["signer"].dumps({"player": player[0]})
    return web.json_response({"ok": True, "token": token})


def make_app():
    app = web.Application(middlewares=[errors, rate_limit], client_max_size=64 * 1024)
    app["scores"] = Scores(DB)
    app["signer"] = URLSafeTimedSerializer(os.environ["ARCADE_KEY"])
    app["redis"] = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3)
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), port=8080)
