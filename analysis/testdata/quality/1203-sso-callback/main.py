import logging
import secrets
from urllib.parse import urlencode

from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.responses import RedirectResponse
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from config import get_settings
from identity import IdentityError, issue_session, read_id_token

logger = logging.getLogger("portal.sso")
limiter = Limiter(key_func=get_remote_address)

app = FastAPI(title="Staff portal")
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


@app.get("/sso/start")
@limiter.limit("30/minute")
async def sso_start(request: Request, next: str = "/"):
    settings = get_settings()
    params = {
        "client_id": settings.client_id,
        "response_type": "id_token",
        "response_mode": "form_post",
        "scope": "openid email profile",
        "redirect_uri": f"{settings.base_url}/sso/callback",
        "nonce": secrets.token_urlsafe(16),
        "state": next,
    }
    return RedirectResponse(f"{settings.issuer}/authorize?{urlencode(params)}")


@app.post("/sso/callback")
@limiter.limit("20/minute")
async def sso_callback(request: Request, id_token: str = Form(...), state: str = Form("/")):
    try:
        claims = read_id_token(id_token)
    except IdentityError:
        logger.warning("SSO login rejected")
        raise HTTPException(status_code=401, detail="Login failed")

    target = state or "/"
    response = RedirectResponse(target, status_code=303)
    response.set_cookie("portal_session", issue_session(claims), max_age=8 * 3600)
    return response
