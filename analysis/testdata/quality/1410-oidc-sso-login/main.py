"""Company SSO with OpenID Connect (authorization code flow with PKCE)."""
import os
import re

from authlib.integrations.starlette_client import OAuth, OAuthError
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse
from slowapi import Limiter
from slowapi.errors import RateLimitExceeded
from slowapi.extension import _rate_limit_exceeded_handler
from slowapi.util import get_remote_address
from starlette.middleware.sessions import SessionMiddleware

limiter = Limiter(key_func=get_remote_address)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.add_middleware(
    SessionMiddleware,
    secret_key=os.environ["SESSION_SECRET"],
    session_cookie="__Host-sid",
    https_only=True,
    same_site="lax",
    max_age=8 * 3600,
)

oauth = OAuth()
oauth.register(
    name="corp",
    server_metadata_url=os.environ["OIDC_DISCOVERY_URL"],
    client_id=os.environ["OIDC_CLIENT_ID"],
    client_secret=os.environ["OIDC_CLIENT_SECRET"],
    client_kwargs={
        "scope": "openid email profile",
        "code_challenge_method": "S256",
        "timeout": 10,
    },
)

# One leading slash, then only characters that cannot form another authority.
LOCAL_PATH = re.compile(r"/(?:[A-Za-z0-9_\-][A-Za-z0-9_\-/]{0,200})?")


def local_path(candidate: str | None) -> str:
    if candidate and LOCAL_PATH.fullmatch(candidate):
        return candidate
    return "/"


def require_user(request: Request) -> dict:
    user = request.session.get("user")
    if user is None:
        raise HTTPException(401, "Please sign in")
    return user


@app.get("/login")
@limiter.limit("20/minute")
async def login(request: Request, next: str | None = None):
    request.session["next"] = local_path(next)
    return await oauth.corp.authorize_redirect(request, str(request.url_for("callback")))


@app.get("/callback", name="callback")
@limiter.limit("20/minute")
async def callback(request: Request):
    try:
        token = await oauth.corp.authorize_access_token(request)
    except OAuthError as exc:
        raise HTTPException(401, "Sign-in failed") from exc

    info = token["userinfo"]
    if not info.get("email_verified") or info.get("hd") != os.environ["OIDC_DOMAIN"]:
        raise HTTPException(403, "This account may not sign in")

    destination = local_path(request.session.get("next"))
    request.session.clear()
    request.session["user"] = {"sub": info["sub"], "name": info.get("name", "")}
    return RedirectResponse(destination, status_code=303)


@app.get("/me")
async def me(user: dict = Depends(require_user)):
    return {"name": user["name"]}


@app.post("/logout")
async def logout(request: Request, user: dict = Depends(require_user)):
    request.session.clear()
    return RedirectResponse("/", status_code=303)
