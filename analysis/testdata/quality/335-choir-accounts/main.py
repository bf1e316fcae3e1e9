import hashlib
import logging
import os
import secrets
import sqlite3
from typing import Annotated

import redis.asyncio as redis
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi_limiter import FastAPILimiter
from fastapi_limiter.depends import RateLimiter
from pydantic import BaseModel, EmailStr
from starlette.middleware.sessions import SessionMiddleware

from accounts import AccountStore, export
from mailer import send_reset_mail

log = logging.getLogger("choir")
app = FastAPI(title="Choir")
app.add_middleware(SessionMiddleware, secret_key=os.environ["CHOIR_SESSION_KEY"])
hasher = PasswordHasher()


@app.on_event("startup")
async def start():
    await FastAPILimiter.init(redis.from_url(os.environ["REDIS_URL"]))


class Credentials(BaseModel):
    email: EmailStr
    password: str


class ResetConfirm(BaseModel):
    token: str
    password: str


class Singer(BaseModel):
    email: EmailStr
    voice: str
    start_password: str


def store():
    conn = sqlite3.connect("choir.db", check_same_thread=False)
    try:
        yield AccountStore(conn)
    finally:
        conn.close()


Store = Annotated[AccountStore, Depends(store)]


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def conductor(request: Request, accounts: Store):
    account = accounts.get(request.session.get("account", 0))
    if account is None or account.voice != "conductor":
        raise HTTPException(403)
    return account


@app.post("/login", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
def login(body: Credentials, request: Request, accounts: Store):
    account = accounts.by("email", body.email)
    try:
        hasher.verify(account.password_hash if account else "", body.password)
    except VerificationError:
        raise HTTPException(401, "Wrong e-mail or password")
    except ValueError:
        raise HTTPException(401, "Wrong e-mail or password")
    request.session["account"] = account.id
    return {"voice": account.voice}


@app.post("/reset/request", dependencies=[Depends(RateLimiter(times=3, seconds=300))])
def request_reset(body: dict, accounts: Store):
    account = accounts.by("email", body.get("email"))
    if account:
        token = secrets.token_urlsafe(24)
        accounts.set_reset_token(account.id, digest(token))
        link = f"https://choir.example.org/reset?token={token}"
        send_reset_mail(account.email, link)
        log.info("reset mail for account %d: %s", account.id, link)
    return {"sent": True}


@app.post("/reset/confirm")
def confirm_reset(body: ResetConfirm, accounts: Store):
    account = accounts.by("reset_token", digest(body.token))
    if account is None:
        raise HTTPException(403)
    accounts.set_password(account.id, hasher.hash(body.password))
    return {"changed": True}


@app.post("/singers", status_code=201)
def add_singer(body: Singer, accounts: Store, _=Depends(conductor)):
    return {"id": accounts.add(body.email, body.voice, body.start_password)}


@app.get("/singers")
def singers(accounts: Store, _=Depends(conductor)):
    rows = [a for a in accounts.all() if a.voice != "conductor"]
    return {"singers": export(rows)}
