"""Timing, retry and caching helpers of the rental API."""
import functools
import logging
import time
import uuid
from contextlib import contextmanager

from flask import g, request

logger = logging.getLogger("rental.requests")
SAFE_HEADERS = ("User-Agent", "Accept", "Content-Type")


def timed(func):
    """Decorator that logs the duration of a handler."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        started = time.perf_counter()
        try:
            return func(*args, **kwargs)
        finally:
            logger.info("%s took %.3fs", func.__name__, time.perf_counter() - started)

    return wrapper


def retry(times=3, exceptions=(OSError,)):
    """Retry a function with growing pauses."""

    def decorator(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return func(*args, **kwargs)
                except exceptions as exc:
                    if attempt == times:
                        raise
                    logger.warning("%s failed (%s), attempt %d", func.__name__, type(exc).__name__, attempt)
                    time.sleep(0.1 * 2**attempt)

        return wrapper

    return decorator


@contextmanager
def step(name):
    """Log the start and the end of a step."""
    logger.debug("start %s", name)
    yield
    logger.debug("end %s", name)


def install(app):
    """Give each request an id and log a few harmless headers."""

    @app.before_request
    def _before():
        g.request_id = uuid.uuid4().hex
        headers = {name: request.headers.get(name) for name in SAFE_HEADERS}
        logger.debug("[%s] %s %s %s", g.request_id, request.method, request.path, headers)

    @app.after_request
    def _after(response):
        response.headers["X-Request-ID"] = g.request_id
        return response
