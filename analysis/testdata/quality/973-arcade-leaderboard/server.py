"""Score server for our retro arcade nights."""
import os
import traceback

import aiosqlite
import bcrypt
from aiohttp import web

DB = os.environ.get("ARCADE_DB", "arcade.db")


@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        return web.json_response({"error": traceback.format_exc()}, status=500)


class Scores:
    def __init__(self, path):
        self.path = path

    async def top(self, game, count):
        query = "SELECT player, points FROM scores WHERE game = '{}' ORDER BY points DESC LIMIT {}".format(game, int(count))
        async with aiosqlite.connect(self.path) as db:
            async with db.execute(query) as cursor:
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
    player = await request.app["scores"].player(data["name"])
    if player is None or not bcrypt.checkpw(data["pin"].encode(), player[1]):
        return web.json_response({"ok": False}, status=401)
    return web.json_response({"ok": True, "player_id": player[0]})


def make_app():
    app = web.Application(middlewares=[errors], client_max_size=64 * 1024)
    app["scores"] = Scores(DB)
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), port=8080)
