"""Link shortener for our student magazine, with a preview page."""
import html
import os
import secrets
import sqlite3
from urllib.parse import urlsplit

import bcrypt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from pydantic import BaseModel, Field
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

app = FastAPI()
basic = HTTPBasic()
limiter = Limiter(key_func=get_remote_address)
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
PARTNERS = {"www.uni-magazin.de", "archiv.uni-magazin.de", "events.uni-magazin.de"}


def editor(creds: HTTPBasicCredentials = Depends(basic)) -> str:
    ok = bcrypt.checkpw(creds.password.encode(), os.environ["EDITOR_PASSWORD_HASH"].encode())
    if not ok:
        raise HTTPException(401, headers={"WWW-Authenticate": "Basic"})
    return creds.username


class LinkIn(BaseModel):
    target: str = Field(max_length=500)
    title: str = Field(max_length=120)


def connect():
    return sqlite3.connect("links.db", timeout=5)


def partner_url(url: str) -> str:
    """Links may only lead to our own sites."""
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.netloc not in PARTNERS:
        raise HTTPException(400, "Links may only lead to our own sites")
    return url


@app.post("/links")
@limiter.limit("30/minute")
def create_link(request: Request, link: LinkIn, user: str = Depends(editor)):
    slug = secrets.token_urlsafe(5)
    target = partner_url(link.target)
    with connect() as conn:
        conn.execute("INSERT INTO links VALUES (?, ?, ?)", (slug, target, link.title))
    return {"slug": slug, "title": link.title}


@app.get("/p/{slug}", response_class=HTMLResponse)
def preview(slug: str):
    with connect() as conn:
        row = conn.execute("SELECT target, title FROM links WHERE slug = ?", (slug,)).fetchone()
    if row is None:
        raise HTTPException(404)
    title = html.escape(row[1])
    href = html.escape(partner_url(row[0]), quote=True)
    return HTMLResponse(f'<h1>{title}</h1><a href="{href}">Continue</a>')


@app.get("/go")
def go(to: str):
    """Outgoing links in the magazine are counted here."""
    target = partner_url(to)
    with connect() as conn:
        conn.execute("INSERT INTO clicks (url) VALUES (?)", (target,))
    return RedirectResponse(target, status_code=302)
