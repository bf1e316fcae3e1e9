import hmac
import os
from functools import wraps

from flask import abort, request


def require_api_key(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        given = request.headers.get("X-Api-Key", "")
        if not hmac.compare_digest(given.encode(), os.environ["WAREHOUSE_API_KEY"].encode()):
            abort(401)
        return view(*args, **kwargs)

    return wrapped
