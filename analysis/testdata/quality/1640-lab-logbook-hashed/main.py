import asyncio
import os
import time
from collections import OrderedDict

import tornado.escape
import tornado.web

from db import Logbook

book = Logbook()


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        value = self.get_signed_cookie("member")
        return int(value) if value else None


class LoginLimiter:
    """At most ten tries a minute for one address; remembers 5000 addresses."""

    def __init__(self):
        self.tries = OrderedDict()

    def allow(self, ip):
        now = time.monotonic()
        recent = [t for t in self.tries.pop(ip, []) if now - t < 60]
        self.tries[ip] = (recent + [now])[-11:]
        if len(self.tries) > 5000:
            self.tries.popitem(last=False)
        return len(recent) < 10


limiter = LoginLimiter()


class LoginHandler(Base):
    def get(self):
        self.render("login.html")

    def post(self):
        if not limiter.allow(self.request.remote_ip):
            raise tornado.web.HTTPError(429)
        member = book.authenticate(self.get_body_argument("name"), self.get_body_argument("password"))
        if member is None:
            self.set_status(401)
            self.render("login.html")
            return
        self.set_signed_cookie("member", str(member), httponly=True, secure=True, samesite="Lax")
        self.redirect("/entries")


class EntriesHandler(Base):
    @tornado.web.authenticated
    def get(self):
        self.write({"entries": [{"id": i, "body": b} for i, b in book.entries(self.current_user)]})


class EntryHandler(Base):
    @tornado.web.authenticated
    def get(self, entry_id):
        row = book.entry(int(entry_id), self.current_user)
        if row is None:
            raise tornado.web.HTTPError(404)
        body = tornado.escape.xhtml_escape(row[1])
        self.write("<article>" + body.replace("\n", "<br>") + "</article>")


def make_app():
    return tornado.web.Application(
        [(r"/login", LoginHandler), (r"/entries", EntriesHandler), (r"/entries/(\d+)", EntryHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/login",
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"secure": True, "samesite": "Lax"},
    )


async def main():
    make_app().listen(8888, address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
