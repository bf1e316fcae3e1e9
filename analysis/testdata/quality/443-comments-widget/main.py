"""Embeddable comments widget."""
import json
import logging
from html import escape
from string import Template
from urllib.parse import quote

from fastapi import Depends, FastAPI, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Comment, get_db

logger = logging.getLogger(__name__)
app = FastAPI()

LAYOUT = Template(
    """<!doctype html>
<html>
  <head><meta charset="utf-8"><title>Comments</title></head>
  <body>
    <main>$content</main>
    <script>window.CONFIG = $config;</script>
  </body>
</html>"""
)


def layout(content: str, **config) -> str:
    return LAYOUT.substitute(content=content, config=json.dumps(config))


def comment_item(comment: Comment) -> str:
    return f"<li><b>{escape(comment.author)}</b> {escape(comment.body)}</li>"


@app.get("/widget", response_class=HTMLResponse)
def widget(page: str, lang: str = "en", db: Session = Depends(get_db)):
    """Comments of one page, rendered for an iframe."""
    comments = db.scalars(select(Comment).where(Comment.page == page).order_by(Comment.id)).all()
    items = "".join(comment_item(c) for c in comments)
    form = (
        "<form method='post' action='/comments'>"
        f"<input type='hidden' name='page' value='{escape(page)}'>"
        "<input name='author'><textarea name='body'></textarea><button>Send</button></form>"
    )
    html = layout(f"<ul>{items}</ul>{form}", page=page, lang=lang)
    return HTMLResponse(html)


@app.get("/latest", response_class=HTMLResponse)
def latest(db: Session = Depends(get_db)):
    comments = db.scalars(select(Comment).order_by(Comment.id.desc()).limit(10)).all()
    listing = "".join(f"<p>{c.body}<small>{c.author}</small></p>" for c in comments)
    return HTMLResponse(layout(listing))


@app.get("/thanks", response_class=HTMLResponse)
def thanks(back: str = "/"):
    target = escape(back, quote=True)
    return layout(f"<p>Thank you! <a href=\"{target}\">Back to the article</a></p>")


@app.post("/comments")
def add_comment(page: str = Form(...), author: str = Form(...), body: str = Form(...), db: Session = Depends(get_db)):
    db.add(Comment(page=page, author=author[:60], body=body[:2000]))
    db.commit()
    return RedirectResponse(f"/widget?page={quote(page)}", status_code=303)


@app.get("/api/comments")
def api_comments(page: str, db: Session = Depends(get_db)):
    comments = db.scalars(select(Comment).where(Comment.page == page))
    return JSONResponse([{"author": c.author, "body": c.body} for c in comments])
