"""Guestbook with server-rendered HTML."""
from contextlib import closing
import sqlite3

from fastapi import FastAPI, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from render import render_entries, render_page

app = FastAPI()
DB_PATH = "guestbook.db"


def init_db():
    with closing(sqlite3.connect(DB_PATH)) as conn:
        conn.execute(
            "CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, author TEXT, message TEXT)"
        )
        conn.commit()


@app.on_event("startup")
def startup():
    init_db()


@app.get("/", response_class=HTMLResponse)
def show_guestbook():
    """Show all entries, newest first."""
    with closing(sqlite3.connect(DB_PATH)) as conn:
        entries = conn.execute(
            "SELECT author, message FROM entries ORDER BY id DESC LIMIT 100"
        ).fetchall()
    return render_page("Guestbook", render_entries(entries))


@app.post("/sign")
def sign(author: str = Form(...), message: str = Form(...)):
    """Add an entry."""
    with closing(sqlite3.connect(DB_PATH)) as conn:
        conn.execute("INSERT INTO entries (author, message) VALUES (?, ?)", (author, message))
        conn.commit()
    return RedirectResponse("/", status_code=303)


@app.post("/preview", response_class=HTMLResponse)
def preview(author: str = Form(...), message: str = Form(...)):
    """Preview an entry before it is signed."""
    html = render_entries([(author, message)])
    return HTMLResponse(content=html)


@app.get("/count")
def count():
    with closing(sqlite3.connect(DB_PATH)) as conn:
        total = conn.execute("SELECT COUNT(*) FROM entries").fetchone()[0]
    return {"entries": total}
