"""Login with a short access token and a rotating refresh token in a cookie."""
import hashlib
import os
import secrets
from datetime import datetime, timedelta, timezone
from typing import Annotated

import jwt
from fastapi import APIRouter, Cookie, Depends, HTTPException, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, EmailStr, Field
from pwdlib import PasswordHash

from limits import limiter
from users import UserStore, get_users

router = APIRouter(prefix="/auth")
hasher = PasswordHash.recommended()
DUMMY = hasher.hash(secrets.token_hex(16))
SIGNING_KEY = os.environ["JWT_SIGNING_KEY"]
ACCESS = timedelta(minutes=10)
REFRESH = timedelta(days=14)
COOKIE = "__Secure-refresh"
bearer = HTTPBearer()

Users = Annotated[UserStore, Depends(get_users)]


class Credentials(BaseModel):
    email: EmailStr
    password: Annotated[str, Field(min_length=1, max_length=128)]


class AccessToken(BaseModel):
    access_token: str
    token_type: str = "bearer"


class Profile(BaseModel):
    id: int
    email: EmailStr


def issue(user_id: int) -> AccessToken:
    now = datetime.now(timezone.utc)
    claims = {"sub": str(user_id), "iat": now, "exp": now + ACCESS, "aud": "api"}
    return AccessToken(access_token=jwt.encode(claims, SIGNING_KEY, algorithm="HS256"))


def current_user_id(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> int:
    try:
        claims = jwt.decode(credentials.credentials, SIGNING_KEY, algorithms=["HS256"], audience="api")
    except jwt.InvalidTokenError:
        raise HTTPException(401, "Please sign in") from None
    return int(claims["sub"])


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def set_refresh(response: Response, users: UserStore, user_id: int) -> None:
    token = secrets.token_urlsafe(32)
    users.add_refresh(user_id, fingerprint(token), datetime.now(timezone.utc) + REFRESH)
    response.set_cookie(
        COOKIE, token, max_age=int(REFRESH.total_seconds()), path="/auth", secure=True, httponly=True, samesite="strict"
    )


@router.post("/login", response_model=AccessToken)
@limiter.limit("5/minute")
def login(request: Request, response: Response, given: Credentials, users: Users):
    user = users.by_email(given.email.lower())
    valid = hasher.verify(given.password, user.password_hash if user else DUMMY)
    if user is None or not valid:
        raise HTTPException(401, "Wrong e-mail or password")
    set_refresh(response, users, user.id)
    return issue(user.id)


@router.post("/refresh", response_model=AccessToken)
@limiter.limit("30/minute")
def refresh(
    request: Request, response: Response, users: Users, token: Annotated[str | None, Cookie(alias=COOKIE)] = None
):
    """A refresh token works once; it is looked up by its hash."""
    user_id = users.take_refresh(fingerprint(token)) if token else None
    if user_id is None:
        raise HTTPException(401, "Please sign in")
    set_refresh(response, users, user_id)
    return issue(user_id)


@router.post("/logout", status_code=204)
def logout(response: Response, users: Users, user_id: Annotated[int, Depends(current_user_id)]) -> None:
    users.drop_refresh(user_id)
    response.delete_cookie(COOKIE, path="/auth", secure=True, httponly=True, samesite="strict")


@router.get("/me", response_model=Profile)
def me(users: Users, user_id: Annotated[int, Depends(current_user_id)]):
    user = users.by_id(user_id)
    if user is None:
        raise HTTPException(401, "Please sign in")
    return Profile(id=user.id, email=user.email)
