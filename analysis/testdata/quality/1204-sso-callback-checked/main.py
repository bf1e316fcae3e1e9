import hmac
import logging
import secrets
from urllib.parse import urlencode

from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.responses import RedirectResponse
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address
from starlette.middleware.sessions import SessionMiddleware

from config import get_settings
from identity import IdentityError, issue_session, read_id_token

logger = logging.getLogger("portal.sso")
limiter = Limiter(key_func=get_remote_address)

LANDING_PAGES = {"home": "/", "payroll": "/payroll", "holidays": "/holidays"}

app = FastAPI(title="Staff portal")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
# The provider posts back from another site, so the short-lived login state needs SameSite=None
app.add_middleware(
    SessionMiddleware,
    secret_key=get_settings().session_key,
    session_cookie="sso_state",
    https_only=True,
    same_site="none",
    max_age=600,
)


@app.get("/sso/start")
@limiter.limit("30/minute")
def sso_start(request: Request, page: str = "home"):
    settings = get_settings()
    request.session["state"] = secrets.token_urlsafe(24)
    request.session["nonce"] = secrets.token_urlsafe(24)
    request.session["page"] = page if page in LANDING_PAGES else "home"
    params = {
        "client_id": settings.client_id,
        "response_type": "id_token",
        "response_mode": "form_post",
        "scope": "openid email profile",
        "redirect_uri": f"{settings.base_url}/sso/callback",
        "nonce": request.session["nonce"],
        "state": request.session["state"],
    }
    return RedirectResponse(f"{settings.issuer}/authorize?{urlencode(params)}")


@app.post("/sso/callback")
@limiter.limit("20/minute")
def sso_callback(request: Request, id_token: str = Form(...), state: str = Form(...)):
    expected = request.session.pop("state", "")
    nonce = request.session.pop("nonce", "")
    if not expected or not hmac.compare_digest(expected.encode(), state.encode()):
        raise HTTPException(status_code=400, detail="Login expired, please try again")
    try:
        claims = read_id_token(id_token, nonce)
    except IdentityError:
        logger.warning("SSO login rejected")
        raise HTTPException(status_code=401, detail="Login failed")

    target = LANDING_PAGES.get(request.session.pop("page", "home"), "/")
    response = RedirectResponse(target, status_code=303)
    response.set_cookie(
        "portal_session",
        issue_session(claims),
        max_age=8 * 3600,
        secure=True,
        httponly=True,
        samesite="lax",
    )
    return response
