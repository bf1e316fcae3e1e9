import base64
import hashlib
import json
import os
import pickle
import sqlite3

from aiohttp import web

ADMIN_TOKEN = os.environ["GAME_ADMIN_TOKEN"]
db = sqlite3.connect("dungeon.db")
routes = web.RouteTableDef()


class SaveGame:
    """A player's progress as sent by the game client."""

    def __init__(self, blob: str):
        self.raw = base64.b64decode(blob)

    def state(self) -> dict:
        return pickle.loads(self.raw)


async def player_for(request: web.Request) -> str:
    token = request.headers.get("X-Player-Token", "")
    key = hashlib.sha256(token.encode()).hexdigest()
    row = db.execute("SELECT name FROM players WHERE token_hash = ?", (key,)).fetchone()
    if row is None:
        raise web.HTTPUnauthorized()
    return row[0]


def is_admin(request: web.Request) -> bool:
    given = request.headers.get("X-Admin-Token")
    return given == ADMIN_TOKEN


@routes.post("/save")
async def save(request):
    player = await player_for(request)
    body = await request.json()
    state = SaveGame(body["save"]).state()
    db.execute(
        "UPDATE players SET level = ?, gold = ? WHERE name = ?",
        (int(state["level"]), int(state["gold"]), player),
    )
    db.commit()
    request.app["feed"].append({"player": player, "level": int(state["level"])})
    return web.json_response({"saved": True})


@routes.get("/feed")
async def feed(request):
    return web.json_response(request.app["feed"][-20:])


@routes.post("/kofi")
async def kofi(request):
    """Ko-fi calls this after a donation; the supporter gets 100 gold per euro."""
    form = await request.post()
    event = json.loads(form["data"])
    db.execute(
        "UPDATE players SET gold = gold + ? WHERE name = ?",
        (int(float(event["amount"]) * 100), str(event["from_name"])),
    )
    db.commit()
    return web.Response(text="thanks")


@routes.post("/admin/reset-season")
async def reset_season(request):
    if not is_admin(request):
        raise web.HTTPForbidden()
    db.execute("UPDATE players SET level = 1")
    db.commit()
    request.app["feed"].clear()
    return web.json_response({"season": "reset"})


def main():
    app = web.Application(client_max_size=64 * 1024)
    app["feed"] = []
    app.add_routes(routes)
    web.run_app(app, host="127.0.0.1", port=7777)


if __name__ == "__main__":
    main()
