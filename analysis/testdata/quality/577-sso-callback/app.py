"""OpenID Connect login for an internal dashboard."""
import os
from urllib.parse import urlencode

import httpx
import jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from sessions import new_session, read_session

ISSUER = os.environ["OIDC_ISSUER"]
CLIENT_ID = os.environ["OIDC_CLIENT_ID"]
CLIENT_SECRET = os.environ["OIDC_CLIENT_SECRET"]
REDIRECT_URI = os.environ["OIDC_REDIRECT_URI"]

# The identity provider uses an internal certificate
http = httpx.AsyncClient(verify=False, timeout=10)


async def login(request: Request):
    params = {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT_URI,
        "scope": "openid email profile",
        # Remember where the user wanted to go
        "state": request.query_params.get("next", "/"),
    }
    return RedirectResponse(f"{ISSUER}/authorize?{urlencode(params)}")


async def callback(request: Request):
    code = request.query_params["code"]
    token_response = await http.post(f"{ISSUER}/token", data={
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT_URI,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    })
    token_response.raise_for_status()
    id_token = token_response.json()["id_token"]

    claims = jwt.decode(id_token, options={"verify_signature": False})

    response = RedirectResponse(request.query_params.get("state", "/"))
    response.set_cookie("session", new_session(claims["sub"], claims.get("email")), httponly=True)
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
