import os

from redis.asyncio import Redis
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse

OPEN_PATHS = frozenset({"/", "/plots/available", "/healthz"})
SAFE_METHODS = frozenset({"GET", "HEAD"})

sessions = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2, decode_responses=True)


class SessionAuthMiddleware(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        if request.method in SAFE_METHODS and request.url.path in OPEN_PATHS:
            return await call_next(request)

        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.isalnum() or len(token) != 64:
            return JSONResponse({"detail": "Not authenticated"}, status_code=401)

        member_id = await sessions.get(f"session:{token}")
        if member_id is None:
            return JSONResponse({"detail": "Not authenticated"}, status_code=401)

        request.state.member_id = int(member_id)
        return await call_next(request)
