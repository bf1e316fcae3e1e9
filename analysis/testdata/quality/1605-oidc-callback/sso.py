"""Sign in with the company identity provider (OpenID Connect, code flow)."""
import os
import secrets
from urllib.parse import urlencode

import httpx
import jwt
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from itsdangerous import URLSafeTimedSerializer

router = APIRouter(prefix="/sso")

ISSUER = "https://login.acme-corp.io"
CLIENT_ID = os.environ["OIDC_CLIENT_ID"]
CLIENT_SECRET = os.environ["OIDC_CLIENT_SECRET"]
CALLBACK = os.environ["OIDC_CALLBACK_URL"]
signer = URLSafeTimedSerializer(os.environ["SESSION_SECRET"])


@router.get("/start")
async def start(request: Request, next: str = "/"):
    state = secrets.token_urlsafe(24)
    request.session["sso"] = {"state": state, "next": next}
    query = urlencode({
        "client_id": CLIENT_ID,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid email",
        "state": state,
    })
    return RedirectResponse(f"{ISSUER}/authorize?{query}")


async def exchange(code: str) -> str:
    async with httpx.AsyncClient(timeout=10) as client:
        resp = await client.post(f"{ISSUER}/token", data={
            "grant_type": "authorization_code",
            "code": code,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "redirect_uri": CALLBACK,
        })
    if resp.status_code != 200:
        raise HTTPException(502, "Identity provider refused the code")
    return resp.json()["id_token"]


def read_claims(id_token: str) -> dict:
    # The token comes straight from the provider, so we only need its payload
    return jwt.decode(id_token, options={"verify_signature": False})


@router.get("/callback")
async def callback(request: Request, code: str, state: str):
    pending = request.session.pop("sso", None)
    if not pending or not secrets.compare_digest(pending["state"].encode(), state.encode()):
        raise HTTPException(400, "Sign-in expired, please start again")

    claims = read_claims(await exchange(code))
    response = RedirectResponse(pending["next"], status_code=303)
    response.set_cookie("acme_session", signer.dumps({"email": claims["email"]}), max_age=28800)
    return response
