import hashlib
import hmac
import json
import os
import sqlite3
from collections import deque

from aiohttp import web
from pydantic import BaseModel, Field, ValidationError

ADMIN_TOKEN = os.environ["GAME_ADMIN_TOKEN"]
KOFI_TOKEN = os.environ["KOFI_VERIFICATION_TOKEN"]
db = sqlite3.connect("dungeon.db", timeout=5)
routes = web.RouteTableDef()


class SaveGame(BaseModel):
    """A player's progress as sent by the game client."""

    level: int = Field(ge=1, le=99)
    gold: int = Field(ge=0, le=1_000_000)


async def player_for(request: web.Request) -> str:
    token = request.headers.get("X-Player-Token", "")
    key = hashlib.sha256(token.encode()).hexdigest()
    row = db.execute("SELECT name FROM players WHERE token_hash = ?", (key,)).fetchone()
    if row is None:
        raise web.HTTPUnauthorized()
    return row[0]


def same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


@routes.post("/save")
async def save(request):
    player = await player_for(request)
    try:
        state = SaveGame.model_validate(await request.json())
    except (ValueError, ValidationError):
        raise web.HTTPBadRequest(text="not a save game") from None
    db.execute(
        "UPDATE players SET level = ?, gold = ? WHERE name = ?",
        (state.level, state.gold, player),
    )
    db.commit()
    request.app["feed"].append({"player": player, "level": state.level})
    return web.json_response({"saved": True})


@routes.get("/feed")
async def feed(request):
    return web.json_response(list(request.app["feed"]))


@routes.post("/kofi")
async def kofi(request):
    """Ko-fi calls this after a donation; the supporter gets 100 gold per euro."""
    form = await request.post()
    try:
        event = json.loads(form["data"])
        amount = float(event["amount"])
        supporter = str(event["from_name"])
        given = str(event["verification_token"])
    except (KeyError, TypeError, ValueError):
        raise web.HTTPBadRequest(text="not a donation") from None
    if not same(given, KOFI_TOKEN):
        raise web.HTTPForbidden()
    db.execute("UPDATE players SET gold = gold + ? WHERE name = ?", (int(amount * 100), supporter))
    db.commit()
    return web.Response(text="thanks")


@routes.post("/admin/reset-season")
async def reset_season(request):
    if not same(request.headers.get("X-Admin-Token", ""), ADMIN_TOKEN):
        raise web.HTTPForbidden()
    db.execute("UPDATE players SET level = 1")
    db.commit()
    request.app["feed"].clear()
    return web.json_response({"season": "reset"})


def main():
    app = web.Application(client_max_size=64 * 1024)
    app["feed"] = deque(maxlen=20)
    app.add_routes(routes)
    web.run_app(app, host="127.0.0.1", port=7777)


if __name__ == "__main__":
    main()
