"""aiohttp service that serves pictures and thumbnails of them."""
import asyncio
import io
import logging
import os
from pathlib import Path

from aiohttp import web
from cachetools import LRUCache
from PIL import Image

logger = logging.getLogger("thumbs")

PICTURES = Path(os.environ.get("PICTURES_DIR", "/srv/pictures")).resolve()
SIZES = {"small": 120, "medium": 240, "large": 480}

routes = web.RouteTableDef()
_cache = LRUCache(maxsize=500)


def locate(name):
    """Path of a picture inside PICTURES, or a 404."""
    path = (PICTURES / name).resolve()
    if not path.is_relative_to(PICTURES) or path.suffix.lower() not in {".jpg", ".jpeg", ".png"}:
        raise web.HTTPNotFound()
    if not path.is_file():
        logger.warning("A picture was not found")
        raise web.HTTPNotFound()
    return path


def make_thumbnail(path, size):
    with Image.open(path, formats=["JPEG", "PNG"]) as img:
        img.thumbnail((size, size))
        out = io.BytesIO()
        img.convert("RGB").save(out, "JPEG", quality=80)
        return out.getvalue()


@routes.get("/pictures/{name:.+}")
async def picture(request):
    return web.FileResponse(locate(request.match_info["name"]))


@routes.get("/thumbs/{size}/{name:.+}")
async def thumbnail(request):
    size = SIZES.get(request.match_info["size"])
    if size is None:
        raise web.HTTPNotFound()
    path = locate(request.match_info["name"])
    key = (path, size)
    if key not in _cache:
        loop = asyncio.get_running_loop()
        _cache[key] = await loop.run_in_executor(None, make_thumbnail, path, size)
    return web.Response(body=_cache[key], content_type="image/jpeg")


def main():
    app = web.Application(client_max_size=64 * 1024)
    app.add_routes(routes)
    web.run_app(app, host="127.0.0.1", port=8090, keepalive_timeout=30)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main()
