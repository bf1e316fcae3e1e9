"""Listen to our rehearsal recordings in the browser."""
import os
import secrets

from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser, requires
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from shares import make_link, read_link

ROOT = os.environ.get("RECORDINGS", "/srv/recordings")


class TokenBackend(AuthenticationBackend):
    async def authenticate(self, conn):
        given = conn.headers.get("Authorization", "").removeprefix("Bearer ")
        if secrets.compare_digest(given.encode(), os.environ["BAND_TOKEN"].encode()):
            return AuthCredentials(["band"]), SimpleUser("band")
        return None


@requires("band")
async def play(request):
    song = request.path_params["song"]
    full = os.path.join(ROOT, song)
    return FileResponse(full, media_type="audio/mpeg")


@requires("band")
async def share(request):
    data = await request.json()
    return JSONResponse({"link": "/s/" + make_link(data["song"])})


async def shared(request):
    try:
        song = read_link(request.path_params["token"])
    except ValueError:
        return JSONResponse({"error": "bad link"}, status_code=404)
    return FileResponse(os.path.join(ROOT, os.path.basename(song)), media_type="audio/mpeg")


app = Starlette(
    routes=[
        Route("/play/{song:path}", play),
        Route("/share", share, methods=["POST"]),
        Route("/s/{token}", shared),
    ],
    middleware=[Middleware(AuthenticationMiddleware, backend=TokenBackend())],
)
