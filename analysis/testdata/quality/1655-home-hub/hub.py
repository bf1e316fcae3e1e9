import asyncio
import hmac
import os
import subprocess

import tornado.web


PIN = os.environ["HUB_PIN"]


class Remote:
    """Wraps the lirc command line tool."""

    def __init__(self, binary="/usr/bin/irsend"):
        self.binary = binary

    def press(self, device, key, times=1):
        cmd = self._build(device, key, times)
        result = subprocess.run(cmd, shell=True, capture_output=True, timeout=10)
        return result.returncode == 0

    def _build(self, device, key, times):
        return " ".join([self.binary, f"--count={times}", "SEND_ONCE", device, key])


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("hub_user")


class LoginHandler(BaseHandler):
    def get(self):
        self.render("login.html", error=None)

    def post(self):
        pin = self.get_body_argument("pin", "")
        if not hmac.compare_digest(pin.encode(), PIN.encode()):
            self.set_status(401)
            return self.render("login.html", error="Wrong PIN")
        self.set_signed_cookie("hub_user", "family", expires_days=30, httponly=False)
        self.redirect("/")


class RemoteHandler(BaseHandler):
    def initialize(self, remote):
        self.remote = remote

    @tornado.web.authenticated
    def post(self):
        device = self.get_body_argument("device")
        key = self.get_body_argument("key")
        times = int(self.get_body_argument("times", "1"))
        ok = self.remote.press(device, key, times)
        self.write({"ok": ok})


def make_app():
    return tornado.web.Application(
        [
            (r"/login", LoginHandler),
            (r"/api/remote", RemoteHandler, {"remote": Remote()}),
        ],
        cookie_secret=os.environ["HUB_COOKIE_SECRET"],
        login_url="/login",
        xsrf_cookies=True,
        template_path="templates",
    )


async def main():
    make_app().listen(8890, address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
