"""Request logging for the booking API."""
import functools
import json
import logging
import time

from flask import request

logger = logging.getLogger("booking.requests")


def log_call(func):
    """Decorator that logs the payload and the duration of a handler."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        payload = request.get_json(silent=True)
        logger.info("%s called with %s", func.__name__, json.dumps(payload))
        started = time.time()
        try:
            return func(*args, **kwargs)
        finally:
            logger.info("%s took %.3fs", func.__name__, time.time() - started)

    return wrapper


def log_headers(app):
    """Log the headers of each request, for debugging client problems."""

    @app.before_request
    def _log():
        headers = dict(request.headers)
        logger.debug("Request %s %s headers: %s", request.method, request.path, headers)
