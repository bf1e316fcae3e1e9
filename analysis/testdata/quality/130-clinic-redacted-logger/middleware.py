import logging
import time

from starlette.middleware.base import BaseHTTPMiddleware

logger = logging.getLogger("clinic.access")

HIDDEN = {"authorization", "cookie", "x-api-key"}


def redact(headers):
    return {k: "[hidden]" if k.lower() in HIDDEN else v for k, v in headers.items()}


class RequestLogMiddleware(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        started = time.perf_counter()
        logger.debug("headers: %s", redact(request.headers))
        response = await call_next(request)
        elapsed = (time.perf_counter() - started) * 1000
        agent = request.headers.get("user-agent", "-")
        logger.info("%s %s %s -> %d in %.1f ms", agent, request.method, request.url.path, response.status_code, elapsed)
        return response
