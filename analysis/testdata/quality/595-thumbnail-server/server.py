"""aiohttp service that serves pictures and thumbnails of them."""
import asyncio
import io
import logging
import os

from aiohttp import web
from PIL import Image

logger = logging.getLogger("thumbs")

PICTURES = os.environ.get("PICTURES_DIR", "/srv/pictures")

routes = web.RouteTableDef()
_cache = {}


def make_thumbnail(path, size):
    with Image.open(path) as img:
        img.thumbnail((size, size))
        out = io.BytesIO()
        img.convert("RGB").save(out, "JPEG", quality=80)
        return out.getvalue()


@routes.get("/pictures/{name:.+}")
async def picture(request):
    name = request.match_info["name"]
    path = os.path.join(PICTURES, name)
    if not os.path.isfile(path):
        logger.warning("Picture not found: %s", name)
        raise web.HTTPNotFound()
    return web.FileResponse(path)


@routes.get("/thumbs/{name:.+}")
async def thumbnail(request):
    name = request.match_info["name"]
    size = int(request.query.get("size", 200))
    key = (name, size)
    if key not in _cache:
        loop = asyncio.get_running_loop()
        path = PICTURES + "/" + name
        _cache[key] = await loop.run_in_executor(None, make_thumbnail, path, size)
    return web.Response(body=_cache[key], content_type="image/jpeg")


def main():
    app = web.Application()
    app.add_routes(routes)
    web.run_app(app, host="127.0.0.1", port=8090)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main()
