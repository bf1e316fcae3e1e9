"""Where we are willing to send callbacks.

Partners register a URL, but only on hosts which our integration team has
entered in the settings. Redirects are never followed by the dispatcher.
"""
from urllib.parse import urlsplit, urlunsplit

from config import settings


class TargetNotAllowed(ValueError):
    """Raised when a callback URL points outside the approved hosts."""


def approved_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme != "https":
        raise TargetNotAllowed("callback must use https")
    if parts.username or parts.password or parts.port not in (None, 443):
        raise TargetNotAllowed("callback must not carry credentials or a port")
    host = (parts.hostname or "").lower().rstrip(".")
    if host not in settings.callback_hosts:
        raise TargetNotAllowed("host is not approved")
    return urlunsplit(("https", host, parts.path or "/", parts.query, ""))
