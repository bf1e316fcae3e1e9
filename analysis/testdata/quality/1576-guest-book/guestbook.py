"""A museum's guest book on aiohttp: HTML built by hand, every value escaped."""
import html
import os
import sqlite3
import time
from collections import OrderedDict
from urllib.parse import quote, urlsplit

from aiohttp import web

MAX_NAME, MAX_TEXT = 60, 1000
HOST = os.environ["GUESTBOOK_HOST"]
DB: web.AppKey[sqlite3.Connection] = web.AppKey("db", sqlite3.Connection)

LAYOUT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Guest book</title>
<h1>Guest book</h1>{message}<form method="post" action="/entries">
<input name="name" maxlength="60" required><textarea name="text" maxlength="1000" required></textarea>
<button>Sign</button></form>{entries}</html>"""

MESSAGES = {
    "thanks": "Thank you! Your entry appears once we have read it.",
    "empty": "Please fill in your name and some words.",
}


class Window:
    """At most `limit` posts per address and `seconds`; forgets the oldest addresses."""

    def __init__(self, limit, seconds, remember=5000):
        self.limit, self.seconds, self.remember = limit, seconds, remember
        self.posts = OrderedDict()

    def full(self, address):
        now = time.monotonic()
        recent = [t for t in self.posts.pop(address, []) if now - t < self.seconds]
        full = len(recent) >= self.limit
        self.posts[address] = recent if full else [*recent, now]
        if len(self.posts) > self.remember:
            self.posts.popitem(last=False)
        return full


def limited(limit, seconds):
    window = Window(limit, seconds)

    @web.middleware
    async def middleware(request, handler):
        if request.method == "POST" and window.full(request.remote):
            raise web.HTTPTooManyRequests
        return await handler(request)

    return middleware


@web.middleware
async def same_site(request, handler):
    """There is no session; still, posts of foreign pages are turned away."""
    if request.method == "POST" and urlsplit(request.headers.get("Origin", "")).netloc != HOST:
        raise web.HTTPForbidden
    return await handler(request)


@web.middleware
async def headers(request, handler):
    response = await handler(request)
    response.headers["Content-Security-Policy"] = "default-src 'none'; form-action 'self'; style-src 'self'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def entry_html(name, text, country):
    e = html.escape
    return (f"<article><h2>{e(name)}</h2><p>{e(text)}</p>"
            f'<a href="/?country={quote(country, safe="")}">{e(country)}</a></article>')


async def index(request):
    country = request.query.get("country", "")[:40]
    rows = request.app[DB].execute(
        "SELECT name, body, country FROM entries WHERE approved = 1 AND (? = '' OR country = ?) "
        "ORDER BY id DESC LIMIT 50",
        (country, country),
    ).fetchall()
    message = MESSAGES.get(request.query.get("m", ""), "")
    page = LAYOUT.format(
        message=f"<p>{message}</p>" if message else "",
        entries="".join(entry_html(*row) for row in rows),
    )
    return web.Response(text=page, content_type="text/html")


async def sign(request):
    """Anybody may sign; nothing is shown before the museum approves it."""
    form = await request.post()
    name, text = str(form.get("name", "")).strip(), str(form.get("text", "")).strip()
    if not 0 < len(name) <= MAX_NAME or not 0 < len(text) <= MAX_TEXT:
        raise web.HTTPSeeOther("/?m=empty")
    with request.app[DB] as conn:
        conn.execute("INSERT INTO entries (name, body, country, approved) VALUES (?, ?, '', 0)", (name, text))
    raise web.HTTPSeeOther("/?m=thanks")


async def database(app):
    app[DB] = sqlite3.connect(os.environ.get("GUESTBOOK_DB", "guests.db"), timeout=5)
    yield
    app[DB].close()


def make_app():
    app = web.Application(middlewares=[headers, same_site, limited(5, 3600)], client_max_size=16 * 1024)
    app.cleanup_ctx.append(database)
    app.add_routes([web.get("/", index), web.post("/entries", sign)])
    return app


if __name__ == "__main__":
    web.run_app(make_app(), host="127.0.0.1", port=8090)
