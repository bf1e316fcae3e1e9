"""OpenID Connect login for an internal dashboard."""
import hmac
import os
import secrets
import ssl
from urllib.parse import urlencode

import httpx
import jwt
from jwt import PyJWKClient
from slowapi import Limiter
from slowapi.util import get_remote_address
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from sessions import new_session, read_session

ISSUER = os.environ["OIDC_ISSUER"]
CLIENT_ID = os.environ["OIDC_CLIENT_ID"]
CLIENT_SECRET = os.environ["OIDC_CLIENT_SECRET"]
REDIRECT_URI = os.environ["OIDC_REDIRECT_URI"]

# The identity provider uses an internal certificate authority
context = ssl.create_default_context(cafile=os.environ["INTERNAL_CA_FILE"])
http = httpx.AsyncClient(verify=context, timeout=10)
jwks = PyJWKClient(f"{ISSUER}/.well-known/jwks.json", ssl_context=context, timeout=10)
limiter = Limiter(key_func=get_remote_address)

COOKIE = {"httponly": True, "secure": True, "samesite": "lax"}


@limiter.limit("20/minute")
async def login(request: Request):
    state = secrets.token_urlsafe(24)
    params = {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT_URI,
        "scope": "openid email profile",
        "state": state,
    }
    response = RedirectResponse(f"{ISSUER}/authorize?{urlencode(params)}")
    response.set_cookie("oidc_state", state, max_age=600, httponly=True, secure=True, samesite="lax")
    return response


@limiter.limit("20/minute")
async def callback(request: Request):
    expected = request.cookies.get("oidc_state", "")
    if not expected or not hmac.compare_digest(expected, request.query_params.get("state", "")):
        return JSONResponse({"error": "state mismatch"}, status_code=400)

    token_response = await http.post(f"{ISSUER}/token", data={
        "grant_type": "authorization_code",
        "code": request.query_params["code"],
        "redirect_uri": REDIRECT_URI,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    })
    token_response.raise_for_status()
    id_token = token_response.json()["id_token"]

    key = jwks.get_signing_key_from_jwt(id_token).key
    claims = jwt.decode(id_token, key, algorithms=["RS256"], audience=CLIENT_ID, issuer=ISSUER)

    response = RedirectResponse("/")
    response.set_cookie("session", new_session(claims["sub"], claims.get("email")), max_age=8 * 3600, **COOKIE)
    response.delete_cookie("oidc_state", **COOKIE)
    return response


async def whoami(request: Request):
    session = read_session(request.cookies.get("session"))
    if session is None:
        return JSONResponse({"error": "not signed in"}, status_code=401)
    return JSONResponse({"email": session["email"]})


app = Starlette(routes=[
    Route("/login", login),
    Route("/callback", callback),
    Route("/whoami", whoami),
])
app.state.limiter = limiter
