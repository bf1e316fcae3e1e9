import hmac
import os

from flask import abort, request


def require_terminal_key() -> None:
    expected = os.environ["TERMINAL_KEY"]
    supplied = request.headers.get("X-Terminal-Key", "")
    if not hmac.compare_digest(supplied.encode(), expected.encode()):
        abort(401)
