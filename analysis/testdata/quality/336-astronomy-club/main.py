import hashlib
import logging
import os
import secrets
import sqlite3
from typing import Annotated

import redis.asyncio as redis
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi_limiter import FastAPILimiter
from fastapi_limiter.depends import RateLimiter
from pydantic import BaseModel, EmailStr
from starlette.middleware.sessions import SessionMiddleware

from accounts import Accounts
from mailer import send_reset_mail

log = logging.getLogger("club")
hasher = PasswordHasher()

auth = APIRouter(prefix="/auth", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
club = APIRouter()


class Login(BaseModel):
    email: EmailStr
    password: str


class Signup(Login):
    nickname: str


class ResetRequest(BaseModel):
    email: EmailStr


class ResetConfirm(BaseModel):
    token: str
    password: str


def accounts():
    conn = sqlite3.connect("club.db", check_same_thread=False)
    try:
        yield Accounts(conn, hasher)
    finally:
        conn.close()


Store = Annotated[Accounts, Depends(accounts)]


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


def me(request: Request, store: Store):
    account = store.by_id(request.session.get("account"))
    if account is None:
        raise HTTPException(401)
    return account


@auth.post("/signup", status_code=201)
def signup(body: Signup, store: Store):
    account_id = store.add(body.email, body.nickname, body.password)
    log.info("account %d created, password stored as argon2", account_id)
    return {"id": account_id}


@auth.post("/login")
def login(body: Login, request: Request, store: Store):
    account = store.by_email(body.email)
    if account is None:
        raise HTTPException(401, "Wrong e-mail or password")
    try:
        hasher.verify(account.password_hash, body.password)
    except VerificationError:
        raise HTTPException(401, "Wrong e-mail or password")
    request.session["account"] = account.id
    return account.public()


@auth.post("/reset")
def reset(body: ResetRequest, store: Store):
    account = store.by_email(body.email)
    if account:
        token = secrets.token_urlsafe(24)
        store.set_reset(account, digest(token))
        send_reset_mail(account.email, f"https://club.example.org/reset?token={token}")
        log.info("reset token sent to account %d", account.id)
    return {"sent": True}


@auth.post("/reset/confirm")
def confirm(body: ResetConfirm, store: Store):
    account = store.by_reset(digest(body.token))
    if account is None:
        raise HTTPException(403)
    store.set_password(account, body.password)
    return {"changed": True}


@club.get("/me")
def profile(account=Depends(me)):
    return account.public()


@club.get("/members")
def members(store: Store, _=Depends(me)):
    return [a.public() for a in store.all()]


def create_app():
    app = FastAPI(title="Astronomy club")
    app.add_middleware(SessionMiddleware, secret_key=os.environ["CLUB_SESSION_KEY"])
    app.include_router(auth)
    app.include_router(club)

    @app.on_event("startup")
    async def start():
        await FastAPILimiter.init(redis.from_url(os.environ["REDIS_URL"]))

    return app


app = create_app()
