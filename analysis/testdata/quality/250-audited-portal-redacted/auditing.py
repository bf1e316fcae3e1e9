"""Audit decorator: every call of a service method is written to the audit log."""
import functools
import inspect
import logging

audit_logger = logging.getLogger("audit")
SECRETS = frozenset({"password", "old", "new", "token"})


def redact(values):
    return {k: "<redacted>" if k in SECRETS else v for k, v in values.items() if k != "self"}


def audited(event):
    def decorator(fn):
        signature = inspect.signature(fn)

        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            bound = signature.bind(*args, **kwargs)
            audit_logger.info("%s %s", event, redact(bound.arguments))
            return fn(*args, **kwargs)

        return wrapper

    return decorator
