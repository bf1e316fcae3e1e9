"""Audit decorator: every call of a service method is written to the audit log."""
import functools
import inspect
import logging

audit_logger = logging.getLogger("audit")


def audited(event):
    def decorator(fn):
        signature = inspect.signature(fn)

        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            bound = signature.bind(*args, **kwargs)
            values = {k: v for k, v in bound.arguments.items() if k != "self"}
            audit_logger.info("%s %s", event, values)
            return fn(*args, **kwargs)

        return wrapper

    return decorator
