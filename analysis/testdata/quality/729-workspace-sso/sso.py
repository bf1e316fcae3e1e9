from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel
from slowapi import Limiter
from slowapi.util import get_remote_address

from config import settings

router = APIRouter(prefix="/sso")
limiter = Limiter(key_func=get_remote_address)


class IdToken(BaseModel):
    id_token: str


class TokenReader:
    """Reads tokens of the identity provider and our own."""

    def __init__(self, key: str):
        self.key = key
        self.options = {"verify_signature": False}

    def identity(self, token: str) -> dict:
        return jwt.decode(token, options=self.options)

    def session(self, token: str) -> dict:
        alg = jwt.get_unverified_header(token)["alg"]
        return jwt.decode(token, self.key, algorithms=[alg])


reader = TokenReader(settings.session_key)


def current_session(request: Request) -> dict:
    try:
        return reader.session(request.cookies.get("wh_session", ""))
    except jwt.PyJWTError:
        raise HTTPException(401, "Not signed in")


@router.post("/callback")
@limiter.limit("20/minute")
async def callback(request: Request, body: IdToken, response: Response):
    claims = reader.identity(body.id_token)
    if claims.get("iss") != settings.issuer:
        raise HTTPException(401, "Unknown issuer")
    exp = datetime.now(timezone.utc) + timedelta(hours=12)
    session = jwt.encode({"sub": claims["sub"], "email": claims["email"], "exp": exp}, settings.session_key, "HS256")
    response.set_cookie("wh_session", session, httponly=True, secure=True, samesite="lax")
    return {"email": claims["email"]}


@router.get("/me")
async def me(session: dict = Depends(current_session)):
    return {"id": session["sub"], "email": session["email"]}
