import asyncio
import hmac
import os
import time

import tornado.web

from devices import DeviceController

PANEL_PIN = os.environ["PANEL_PIN"]
MAX_ATTEMPTS = 5
WINDOW_SECONDS = 300


class LoginLimiter:
    """Global limiter: the panel has one PIN, so all attempts count together."""

    def __init__(self):
        self.attempts = []

    def allow(self):
        now = time.monotonic()
        self.attempts = [t for t in self.attempts if now - t < WINDOW_SECONDS]
        if len(self.attempts) >= MAX_ATTEMPTS:
            return False
        self.attempts.append(now)
        return True


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("panel")


class LoginHandler(BaseHandler):
    def get(self):
        self.render("login.html", error=None)

    def post(self):
        if not self.application.limiter.allow():
            self.set_status(429)
            self.render("login.html", error="Too many attempts, try again later")
            return
        pin = self.get_body_argument("pin", "")
        if hmac.compare_digest(pin.encode(), PANEL_PIN.encode()):
            self.set_signed_cookie("panel", "family", httponly=True, secure=True, samesite="Lax")
            self.redirect("/")
        else:
            self.render("login.html", error="Wrong PIN")


class HomeHandler(BaseHandler):
    @tornado.web.authenticated
    def get(self):
        self.render("home.html", devices=self.application.controller.names())


class SwitchHandler(BaseHandler):
    """POST /switch  device=<name>&state=<on|off>"""

    @tornado.web.authenticated
    async def post(self):
        device = self.get_body_argument("device")
        state = self.get_body_argument("state")
        try:
            ok = await self.application.controller.switch(device, state)
        except KeyError:
            raise tornado.web.HTTPError(404, reason="Unknown device or state")
        self.write({"ok": ok})


def make_app():
    app = tornado.web.Application(
        [(r"/", HomeHandler), (r"/login", LoginHandler), (r"/switch", SwitchHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/login",
        template_path="templates",
        xsrf_cookies=True,
    )
    app.controller = DeviceController()
    app.limiter = LoginLimiter()
    return app


async def main():
    make_app().listen(8888, address="127.0.0.1", max_body_size=64 * 1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
