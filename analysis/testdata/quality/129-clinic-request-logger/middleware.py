import json
import logging
import time

from starlette.middleware.base import BaseHTTPMiddleware

logger = logging.getLogger("clinic.access")


class RequestLogMiddleware(BaseHTTPMiddleware):
    """Logs every request with its duration, to help the support team."""

    async def dispatch(self, request, call_next):
        started = time.perf_counter()
        headers = dict(request.headers)
        logger.debug("headers: %s", json.dumps(headers))
        response = await call_next(request)
        elapsed = (time.perf_counter() - started) * 1000
        logger.info("%s %s -> %d in %.1f ms", request.method, request.url.path, response.status_code, elapsed)
        return response
