from __future__ import annotations

import functools
import hashlib
import hmac
import json
import os

from flask import abort, g, request

# {"tenant": "sha256 of its API key"}
KEY_DIGESTS: dict[str, str] = json.loads(os.environ["TENANT_KEY_DIGESTS"])


def require_tenant(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        tenant = request.headers.get("X-Tenant", "")
        digest = hashlib.sha256(request.headers.get("X-Api-Key", "").encode()).hexdigest()
        expected = KEY_DIGESTS.get(tenant)
        if expected is None or not hmac.compare_digest(digest, expected):
            abort(401)
        g.tenant = tenant
        return fn(*args, **kwargs)

    return wrapper
