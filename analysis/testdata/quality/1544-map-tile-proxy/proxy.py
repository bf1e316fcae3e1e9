"""Starlette proxy in front of map tile servers, so that visitors' addresses stay with us."""
from __future__ import annotations

import contextlib
import time
from collections import OrderedDict

import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

STYLES = {
    "street": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    "topo": "https://a.tile.opentopomap.org/{z}/{x}/{y}.png",
}
MAX_TILE = 512 * 1024


class PerAddressLimit(BaseHTTPMiddleware):
    """Token bucket per address, remembers at most 10 000 addresses."""

    def __init__(self, app, rate: float = 20, burst: float = 100, remember: int = 10_000):
        super().__init__(app)
        self.rate, self.burst, self.remember = rate, burst, remember
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def dispatch(self, request: Request, call_next):
        address = request.client.host if request.client else "-"
        now = time.monotonic()
        tokens, last = self.buckets.pop(address, (self.burst, now))
        tokens = min(self.burst, tokens + (now - last) * self.rate)
        allowed = tokens >= 1
        self.buckets[address] = (tokens - 1 if allowed else tokens, now)
        if len(self.buckets) > self.remember:
            self.buckets.popitem(last=False)
        if not allowed:
            return JSONResponse({"detail": "slow down"}, status_code=429)
        return await call_next(request)


def tile_url(style: str, z: int, x: int, y: int) -> str:
    template = STYLES.get(style)
    if template is None or not 0 <= z <= 18 or not (0 <= x < 2**z and 0 <= y < 2**z):
        raise HTTPException(404)
    return template.format(z=z, x=x, y=y)


async def tile(request: Request) -> Response:
    params = request.path_params
    url = tile_url(params["style"], params["z"], params["x"], params["y"])
    client: httpx.AsyncClient = request.state.client
    body = bytearray()
    try:
        async with client.stream("GET", url) as upstream:
            if upstream.status_code != 200 or upstream.headers.get("content-type") != "image/png":
                raise HTTPException(502, "The tile server did not answer with a tile")
            async for chunk in upstream.aiter_bytes():
                body += chunk
                if len(body) > MAX_TILE:
                    raise HTTPException(502, "The tile is too large")
    except httpx.HTTPError:
        raise HTTPException(504, "The tile server is not reachable") from None
    return Response(bytes(body), media_type="image/png", headers={
        "Cache-Control": "public, max-age=604800", "X-Content-Type-Options": "nosniff",
    })


async def health(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok", "styles": sorted(STYLES)})


@contextlib.asynccontextmanager
async def lifespan(_app: Starlette):
    limits = httpx.Limits(max_connections=20)
    headers = {"User-Agent": "parish-map/1.0 (webmaster@example.org)"}
    async with httpx.AsyncClient(timeout=10, limits=limits, headers=headers, follow_redirects=False) as client:
        yield {"client": client}


app = Starlette(
    routes=[
        Route("/tiles/{style}/{z:int}/{x:int}/{y:int}.png", tile),
        Route("/health", health),
    ],
    middleware=[Middleware(PerAddressLimit)],
    lifespan=lifespan,
)
