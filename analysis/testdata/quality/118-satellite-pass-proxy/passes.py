import asyncio

import aiohttp
from aiohttp import web

routes = web.RouteTableDef()

SOURCES = {
    "north": "https://north.groundstation.example/api",
    "south": "https://south.groundstation.example/api",
}


async def fetch_passes(session: aiohttp.ClientSession, base: str, norad_id: int, **params) -> dict:
    async with session.get(f"{base}/passes/{norad_id}", params=params, timeout=aiohttp.ClientTimeout(total=10)) as resp:
        resp.raise_for_status()
        return await resp.json()


@routes.get("/passes/{norad_id}")
async def passes(request: web.Request) -> web.Response:
    try:
        base = SOURCES[request.query.get("station", "north")]
    except KeyError:
        raise web.HTTPBadRequest(text="unknown station")
    norad_id = int(request.match_info["norad_id"])
    place = request.query.get("place", "")
    try:
        data = await fetch_passes(request.app["http"], base, norad_id, place=place)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        raise web.HTTPBadGateway()
    return web.json_response({"station": request.query.get("station", "north"), "passes": data["passes"]})


async def http_session(app: web.Application):
    async with aiohttp.ClientSession() as session:
        app["http"] = session
        yield


app = web.Application()
app.cleanup_ctx.append(http_session)
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, port=8081)
