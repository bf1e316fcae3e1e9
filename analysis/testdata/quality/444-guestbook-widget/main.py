"""Embeddable guest book."""
import json
import logging
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

import bleach
from fastapi import Depends, FastAPI, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, select_autoescape
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Entry, get_db

logger = logging.getLogger(__name__)
app = FastAPI()
templates = Jinja2Templates(directory=Path(__file__).parent / "templates")
env = Environment(autoescape=select_autoescape(default=True, default_for_string=True))

ITEM = env.from_string("<li><b>{{ entry.author }}</b>: {{ entry.text }}</li>")
ALLOWED_TAGS = ["b", "i", "em", "strong"]


def json_for_script(data: dict) -> str:
    """JSON that may stand inside a script element."""
    return json.dumps(data).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def local_path(target: str) -> str:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith("//"):
        return "/"
    return target


@app.get("/widget", response_class=HTMLResponse)
def widget(page: str, db: Session = Depends(get_db)):
    entries = db.scalars(select(Entry).where(Entry.page == page)).all()
    items = "".join(ITEM.render(entry=e) for e in entries)
    config = json_for_script({"page": page, "count": len(entries)})
    return HTMLResponse(f"<ul>{items}</ul><script>window.CONFIG = {config};</script>")


@app.get("/search", response_class=HTMLResponse)
def search(request: Request, q: str = "", db: Session = Depends(get_db)):
    found = db.scalars(select(Entry).where(Entry.text.contains(q))).all()
    return templates.TemplateResponse("search.html", {"request": request, "q": q, "entries": found})


@app.get("/thanks", response_class=HTMLResponse)
def thanks(back: str = "/"):
    return f'<p>Thank you! <a href="{escape(local_path(back))}">Back</a></p>'


@app.get("/preview", response_class=HTMLResponse)
def preview(text: str = Query("", max_length=2000)):
    return HTMLResponse(f"<article>{bleach.clean(text, tags=ALLOWED_TAGS)}</article>")


@app.get("/plain", response_class=PlainTextResponse)
def plain(text: str = ""):
    return f"<b>{text}</b>"


@app.get("/greeting")
def greeting(name: str = "you"):
    return f"<h1>Hello {name}</h1>"


@app.post("/entries")
def add_entry(page: str = Form(...), author: str = Form(...), text: str = Form(...), db: Session = Depends(get_db)):
    db.add(Entry(page=page, author=author[:60], text=text[:2000]))
    db.commit()
    return RedirectResponse(f"/widget?page={quote(page, safe='')}", status_code=303)


@app.get("/api/entries")
def api_entries(page: str, db: Session = Depends(get_db)):
    return JSONResponse([{"author": e.author, "text": e.text} for e in db.scalars(select(Entry).where(Entry.page == page))])
