"""Comment wall with server-rendered HTML; everything is escaped."""
import html
import sqlite3
from contextlib import closing

from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

app = FastAPI()
templates = Jinja2Templates(directory="templates")
DB_PATH = "wall.db"

PAGE = "<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


def fetch_comments(limit: int):
    with closing(sqlite3.connect(DB_PATH)) as conn:
        return conn.execute(
            "SELECT author, message FROM comments ORDER BY id DESC LIMIT ?", (limit,)
        ).fetchall()


def render_comment(author: str, message: str) -> str:
    """Render one comment as HTML."""
    safe_message = html.escape(message).replace("\n", "<br>")
    return f"<div class='comment'><b>{html.escape(author)}</b><p>{safe_message}</p></div>"


@app.get("/", response_class=HTMLResponse)
def show_wall(request: Request, limit: int = 50):
    """Show the wall using a template."""
    comments = [{"author": a, "message": m} for a, m in fetch_comments(limit)]
    return templates.TemplateResponse("wall.html", {"request": request, "comments": comments})


@app.get("/plain", response_class=HTMLResponse)
def show_plain(limit: int = 50):
    """Show the wall without templates, for embedding."""
    body = "\n".join(render_comment(author, message) for author, message in fetch_comments(limit))
    return HTMLResponse(PAGE.format(title="Comments", body=body))


@app.post("/preview", response_class=HTMLResponse)
def preview(author: str = Form(...), message: str = Form(...)):
    """Preview a comment before it is posted."""
    return render_comment(author, message)


@app.post("/comments")
def post_comment(author: str = Form(..., max_length=80), message: str = Form(..., max_length=2000)):
    """Add a comment."""
    with closing(sqlite3.connect(DB_PATH)) as conn:
        conn.execute("INSERT INTO comments (author, message) VALUES (?, ?)", (author, message))
        conn.commit()
    return RedirectResponse("/", status_code=303)


@app.get("/stats", response_class=HTMLResponse)
def stats(days: int = 7):
    """Small statistics page."""
    with closing(sqlite3.connect(DB_PATH)) as conn:
        total = conn.execute("SELECT COUNT(*) FROM comments").fetchone()[0]
    return f"<p>{total} comments, showing {days} days</p>"
