import asyncio
import os
import sqlite3

import tornado.web
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from cachetools import TTLCache
from tornado.escape import xhtml_escape

conn = sqlite3.connect("chat.db", timeout=5)
hasher = PasswordHasher()
DUMMY_HASH = hasher.hash(os.urandom(16).hex())


class LoginLimiter:
    """At most five login attempts in five minutes for one address."""

    def __init__(self, limit=5, seconds=300):
        self.limit = limit
        self.attempts = TTLCache(maxsize=10_000, ttl=seconds)

    def allow(self, address):
        self.attempts[address] = self.attempts.get(address, 0) + 1
        return self.attempts[address] <= self.limit


class Room:
    def post(self, nick, text):
        conn.execute("INSERT INTO messages (nick, text) VALUES (?, ?)", (nick, text))
        conn.commit()

    def last(self, count=50):
        return conn.execute(
            "SELECT nick, text FROM messages ORDER BY id DESC LIMIT ?", (count,)
        ).fetchall()


room = Room()
rate_limiter = LoginLimiter()


def password_matches(nick, password):
    row = conn.execute("SELECT pw_hash FROM neighbours WHERE nick = ?", (nick,)).fetchone()
    try:
        hasher.verify(row[0] if row else DUMMY_HASH, password)
    except VerificationError:
        return False
    return row is not None


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        nick = self.get_signed_cookie("nick", max_age_days=7)
        return nick.decode() if nick else None


class LoginHandler(BaseHandler):
    def get(self):
        self.render("login.html")

    def post(self):
        if not rate_limiter.allow(self.request.remote_ip):
            raise tornado.web.HTTPError(429)
        nick = self.get_body_argument("nick")
        if not password_matches(nick, self.get_body_argument("password")):
            self.set_status(401)
            self.render("login.html")
            return
        self.set_signed_cookie("nick", nick, expires_days=7, secure=True, httponly=True, samesite="Lax")
        self.redirect("/")


class ChatHandler(BaseHandler):
    @tornado.web.authenticated
    def get(self):
        self.render("chat.html", nick=self.current_user)

    @tornado.web.authenticated
    def post(self):
        room.post(self.current_user, self.get_body_argument("text")[:500])
        self.redirect("/")


class HistoryHandler(BaseHandler):
    """Returns the message list as an HTML fragment for htmx."""

    @tornado.web.authenticated
    def get(self):
        parts = []
        for nick, text in room.last():
            parts.append("<li><b>{}</b>: {}</li>".format(xhtml_escape(nick), xhtml_escape(text)))
        self.write("<ul>" + "\n".join(parts) + "</ul>")


def make_app():
    return tornado.web.Application(
        [(r"/", ChatHandler), (r"/login", LoginHandler), (r"/history", HistoryHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/login",
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"secure": True, "samesite": "Lax"},
        template_path="templates",
    )


async def main():
    make_app().listen(8888, address="127.0.0.1", max_body_size=64 * 1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
