"""Backend of the chess club site (aiohttp + aiosqlite)."""
import aiosqlite
from aiohttp import web

routes = web.RouteTableDef()


class MemberStore:
    def __init__(self, path):
        self.path = path

    async def add(self, nick, email, password):
        async with aiosqlite.connect(self.path, timeout=5) as db:
            await db.execute(
                "INSERT INTO members (nick, email, password) VALUES (?, ?, ?)", (nick, email, password)
            )
            await db.commit()

    async def find(self, nick, password):
        async with aiosqlite.connect(self.path, timeout=5) as db:
            query = "SELECT id, nick, rating FROM members WHERE nick = ? AND password = ?"
            cur = await db.execute(query, (nick, password))
            return await cur.fetchone()


@routes.post("/api/register")
async def register(request):
    data = await request.json()
    store = request.app["store"]
    await store.add(data["nick"], data["email"], data["password"])
    return web.json_response({"success": True}, status=201)


@routes.post("/api/login")
async def login(request):
    data = await request.json()
    member = await request.app["store"].find(data["nick"], data["password"])
    if member is None:
        return web.json_response({"success": False, "message": "Wrong nick or password"}, status=401)
    return web.json_response({"success": True, "id": member[0], "nick": member[1], "rating": member[2]})


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
    app.add_routes(routes)
    return app


if __name__ == "__main__":
    web.run_app(build())
