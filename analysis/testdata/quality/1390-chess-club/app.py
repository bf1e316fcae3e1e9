"""Backend of the chess club site (aiohttp + aiosqlite)."""
import asyncio
import os
import time
from collections import OrderedDict

import aiosqlite
import bcrypt
from aiohttp import web
from aiohttp_session import new_session, setup
from aiohttp_session.cookie_storage import EncryptedCookieStorage

routes = web.RouteTableDef()


class RateLimiter:
    """At most `limit` calls a minute for one address; remembers the last 10,000 addresses."""

    def __init__(self, limit, max_keys=10_000):
        self.limit = limit
        self.max_keys = max_keys
        self.hits = OrderedDict()

    def check(self, request):
        now = time.monotonic()
        recent = [t for t in self.hits.pop(request.remote, []) if now - t < 60]
        if len(recent) < self.limit:
            recent.append(now)
            allowed = True
        else:
            allowed = False
        self.hits[request.remote] = recent
        if len(self.hits) > self.max_keys:
            self.hits.popitem(last=False)
        if not allowed:
            raise web.HTTPTooManyRequests()


login_limiter = RateLimiter(limit=5)


class MemberStore:
    def __init__(self, path):
        self.path = path

    async def add(self, nick, email, password):
        hashed = await asyncio.to_thread(bcrypt.hashpw, password.encode(), bcrypt.gensalt())
        async with aiosqlite.connect(self.path, timeout=5) as db:
            await db.execute("INSERT INTO members (nick, email, pw_hash) VALUES (?, ?, ?)", (nick, email, hashed))
            await db.commit()

    async def verify(self, nick, password):
        async with aiosqlite.connect(self.path, timeout=5) as db:
            cur = await db.execute("SELECT id, rating, pw_hash FROM members WHERE nick = ?", (nick,))
            row = await cur.fetchone()
        if row is None or not await asyncio.to_thread(bcrypt.checkpw, password.encode(), row[2]):
            return None
        return {"id": row[0], "nick": nick, "rating": row[1]}


@routes.post("/api/register")
async def register(request):
    login_limiter.check(request)
    data = await request.json()
    await request.app["store"].add(str(data["nick"]), str(data["email"]), str(data["password"]))
    return web.json_response({"success": True}, status=201)


@routes.post("/api/login")
async def login(request):
    login_limiter.check(request)
    data = await request.json()
    member = await request.app["store"].verify(str(data["nick"]), str(data["password"]))
    if member is None:
        return web.json_response({"success": False, "message": "Wrong nick or password"}, status=401)
    session = await new_session(request)
    session["member_id"] = member["id"]
    return web.json_response({"success": True, "nick": member["nick"], "rating": member["rating"]})


@routes.get("/api/ranking")
async def ranking(request):
    store = request.app["store"]
    async with aiosqlite.connect(store.path, timeout=5) as db:
        cur = await db.execute("SELECT nick, rating FROM members ORDER BY rating DESC LIMIT 20")
        rows = await cur.fetchall()
    return web.json_response([{"nick": nick, "rating": rating} for nick, rating in rows])


def build():
    app = web.Application(client_max_size=32 * 1024)
    app["store"] = MemberStore("club.db")
    setup(app, EncryptedCookieStorage(os.environ["SESSION_KEY"], httponly=True, secure=True, samesite="Lax"))
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(build(), host="127.0.0.1")
