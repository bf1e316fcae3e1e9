"""The proxy passes a short-lived JWT; we check its signature, audience and group."""
import os

import jwt
from flask import abort, g, request

PUBLIC_KEY = os.environ["SSO_PUBLIC_KEY"]


def require_staff():
    token = request.headers.get("X-Sso-Token", "")
    try:
        claims = jwt.decode(
            token, PUBLIC_KEY, algorithms=["RS256"], audience="git-browser", options={"require": ["exp", "aud", "sub"]}
        )
    except jwt.InvalidTokenError:
        abort(401)
    if "staff" not in claims.get("groups", []):
        abort(403)
    g.subject = claims["sub"]
