"""Listen to our rehearsal recordings in the browser."""
import os
import secrets
from pathlib import Path

from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser, requires
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from shares import BadLink, make_link, read_link

ROOT = Path(os.environ.get("RECORDINGS", "/srv/recordings")).resolve()


class TokenBackend(AuthenticationBackend):
    async def authenticate(self, conn):
        given = conn.headers.get("Authorization", "").removeprefix("Bearer ")
        if secrets.compare_digest(given.encode(), os.environ["BAND_TOKEN"].encode()):
            return AuthCredentials(["band"]), SimpleUser("band")
        return None


def recording(name):
    full = (ROOT / name).resolve()
    if not full.is_relative_to(ROOT) or not full.is_file():
        raise HTTPException(404)
    return full


@requires("band")
async def play(request):
    full = recording(request.path_params["song"])
    return FileResponse(full, media_type="audio/mpeg")


@requires("band")
async def share(request):
    data = await request.json()
    return JSONResponse({"link": "/s/" + make_link(str(data["song"]))})


async def shared(request):
    try:
        song = read_link(request.path_params["token"])
    except BadLink:
        return JSONResponse({"error": "bad link"}, status_code=404)
    return FileResponse(recording(song), media_type="audio/mpeg")


app = Starlette(
    routes=[
        Route("/play/{song:path}", play),
        Route("/share", share, methods=["POST"]),
        Route("/s/{token}", shared),
    ],
    middleware=[Middleware(AuthenticationMiddleware, backend=TokenBackend())],
)
