import os
import secrets
from urllib.parse import urlencode, urlsplit

import jwt
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from starlette.middleware.sessions import SessionMiddleware

from sessions import create_session
from sso import CLIENT_ID, ISSUER, REDIRECT_URI, OidcClient

limiter = Limiter(key_func=get_remote_address)
app = FastAPI(title="SSO gateway")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.add_middleware(
    SessionMiddleware, secret_key=os.environ["SESSION_SECRET"], https_only=True, same_site="lax"
)
oidc = OidcClient()


def local_path(target: str) -> str:
    """Only paths of this site may be a landing page."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith("/"):
        return "/"
    if target.startswith("//") or "\\" in target:
        return "/"
    return target


@app.get("/auth/start")
@limiter.limit("20/minute")
async def start(request: Request, next: str = "/"):
    state = secrets.token_urlsafe(24)
    request.session["state"] = state
    request.session["next"] = local_path(next)
    params = {
        "client_id": CLIENT_ID,
        "response_type": "code",
        "scope": "openid email profile",
        "redirect_uri": REDIRECT_URI,
        "state": state,
    }
    return RedirectResponse(f"{ISSUER}/oauth2/authorize?{urlencode(params)}")


@app.get("/auth/callback")
@limiter.limit("10/minute")
async def callback(request: Request, code: str, state: str):
    expected = request.session.pop("state", "")
    if not expected or not secrets.compare_digest(expected.encode(), state.encode()):
        raise HTTPException(status_code=400, detail="Bad state")
    tokens = await oidc.exchange(code)
    try:
        claims = oidc.identity(tokens["id_token"])
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=401, detail="Login failed")
    session_id = await create_session(claims["sub"], claims.get("email", ""))

    target = local_path(request.session.pop("next", "/"))
    response = RedirectResponse(target, status_code=303)
    response.set_cookie(
        "sid", session_id, max_age=8 * 3600, httponly=True, secure=True, samesite="lax"
    )
    return response
