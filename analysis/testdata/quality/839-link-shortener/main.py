"""Link shortener for our student magazine, with a preview page."""
import os
import re
import secrets
import sqlite3

import bcrypt
import requests
from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from pydantic import BaseModel

app = FastAPI()
basic = HTTPBasic()
TITLE = re.compile(r"<title>(.*?)</title>", re.I | re.S)


def editor(creds: HTTPBasicCredentials = Depends(basic)) -> str:
    ok = bcrypt.checkpw(creds.password.encode(), os.environ["EDITOR_PASSWORD_HASH"].encode())
    if not ok:
        raise HTTPException(401, headers={"WWW-Authenticate": "Basic"})
    return creds.username


class LinkIn(BaseModel):
    target: str


def connect():
    return sqlite3.connect("links.db", timeout=5)


def page_title(url: str) -> str:
    try:
        body = requests.get(url, timeout=5).text
        match = TITLE.search(body)
        return match.group(1) if match else url
    except Exception:
        pass
    return url


@app.post("/links")
def create_link(link: LinkIn, user: str = Depends(editor)):
    slug = secrets.token_urlsafe(5)
    title = page_title(link.target)
    with connect() as conn:
        conn.execute("INSERT INTO links VALUES (?, ?, ?)", (slug, link.target, title))
    return {"slug": slug, "title": title}


@app.get("/p/{slug}", response_class=HTMLResponse)
def preview(slug: str):
    with connect() as conn:
        row = conn.execute("SELECT target, title FROM links WHERE slug = ?", (slug,)).fetchone()
    if row is None:
        raise HTTPException(404)
    target, title = row
    return HTMLResponse(f'<h1>{title}</h1><a href="{target}">Continue</a>')


@app.get("/go")
def go(to: str):
    """Outgoing links in the magazine are counted here."""
    with connect() as conn:
        conn.execute("INSERT INTO clicks (url) VALUES (?)", (to,))
    return RedirectResponse(to, status_code=302)
