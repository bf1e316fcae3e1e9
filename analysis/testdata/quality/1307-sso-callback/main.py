import os
import secrets
from urllib.parse import urlencode

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.middleware.sessions import SessionMiddleware

from sessions import create_session
from sso import CLIENT_ID, ISSUER, REDIRECT_URI, OidcClient

app = FastAPI(title="SSO gateway")
app.add_middleware(
    SessionMiddleware, secret_key=os.environ["SESSION_SECRET"], https_only=True, same_site="lax"
)
oidc = OidcClient()


@app.get("/auth/start")
async def start(request: Request, next: str = "/"):
    state = secrets.token_urlsafe(24)
    request.session["state"] = state
    request.session["next"] = next
    params = {
        "client_id": CLIENT_ID,
        "response_type": "code",
        "scope": "openid email profile",
        "redirect_uri": REDIRECT_URI,
        "state": state,
    }
    return RedirectResponse(f"{ISSUER}/oauth2/authorize?{urlencode(params)}")


@app.get("/auth/callback")
async def callback(request: Request, code: str, state: str):
    expected = request.session.pop("state", "")
    if not expected or not secrets.compare_digest(expected.encode(), state.encode()):
        raise HTTPException(status_code=400, detail="Bad state")
    tokens = await oidc.exchange(code)
    claims = oidc.identity(tokens["id_token"])
    session_id = await create_session(claims["sub"], claims.get("email", ""))

    target = request.session.pop("next", "/")
    response = RedirectResponse(target, status_code=303)
    response.set_cookie("sid", session_id, max_age=8 * 3600)
    return response
