"""Status page for the family NAS (Tornado)."""
import asyncio
import os
import subprocess
import time

import bcrypt
import tornado.web
from tornado.escape import xhtml_escape

SHARES = ("photos", "music", "films", "backup")


class LoginLimiter:
    """At most five failed tries in ten minutes for the whole house."""

    def __init__(self, tries=5, window=600):
        self.tries = tries
        self.window = window
        self.failures = []

    def blocked(self):
        now = time.monotonic()
        self.failures = [t for t in self.failures if now - t < self.window]
        return len(self.failures) >= self.tries

    def failed(self):
        self.failures.append(time.monotonic())


limiter = LoginLimiter()


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("user")


class LoginHandler(Base):
    def post(self):
        if limiter.blocked():
            raise tornado.web.HTTPError(429)
        password = self.get_body_argument("password")
        if not bcrypt.checkpw(password.encode(), os.environ["NAS_PASSWORD_HASH"].encode()):
            limiter.failed()
            raise tornado.web.HTTPError(403)
        self.set_signed_cookie("user", "family", httponly=True, secure=True, samesite="Lax")
        self.redirect("/")


class DiskHandler(Base):
    def disk_usage(self, share):
        result = subprocess.run(
            ["du", "-sh", "--", f"/mnt/nas/{share}"], capture_output=True, text=True, timeout=30
        )
        return result.stdout.split()[0] if result.stdout else "?"

    @tornado.web.authenticated
    def get(self):
        share = self.get_argument("share", "photos")
        if share not in SHARES:
            raise tornado.web.HTTPError(404)
        size = self.disk_usage(share)
        self.set_header("Content-Type", "text/html")
        self.write("<h2>%s</h2><p>Used: %s</p>" % (xhtml_escape(share), xhtml_escape(size)))


class HomeHandler(Base):
    @tornado.web.authenticated
    def get(self):
        self.write("<a href='/disk?share=photos'>Photos</a> <a href='/disk?share=music'>Music</a>")


def make_app():
    return tornado.web.Application(
        [(r"/", HomeHandler), (r"/login", LoginHandler), (r"/disk", DiskHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/static/login.html",
        static_path="static",
        xsrf_cookies=True,
    )


async def main():
    make_app().listen(8888)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
