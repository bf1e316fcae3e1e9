import asyncio
import hmac
import os
import subprocess

import tornado.web
from cachetools import TTLCache


PIN = os.environ["HUB_PIN"]
MAX_ATTEMPTS = 5

# failed logins per address, forgotten after fifteen minutes
failed_logins = TTLCache(maxsize=1024, ttl=900)

BUTTONS = {
    "tv": {"KEY_POWER", "KEY_VOLUMEUP", "KEY_VOLUMEDOWN", "KEY_MUTE"},
    "amp": {"KEY_POWER", "KEY_AUX", "KEY_CD"},
}


class Remote:
    """Wraps the lirc command line tool."""

    def __init__(self, binary="/usr/bin/irsend"):
        self.binary = binary

    def press(self, device, key, times=1):
        if key not in BUTTONS.get(device, ()):
            raise tornado.web.HTTPError(400, reason="Unknown button")
        result = subprocess.run(
            [self.binary, f"--count={times}", "SEND_ONCE", device, key],
            capture_output=True,
            timeout=10,
        )
        return result.returncode == 0


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("hub_user")


class LoginHandler(BaseHandler):
    def get(self):
        self.render("login.html", error=None)

    def post(self):
        address = self.request.remote_ip
        if failed_logins.get(address, 0) >= MAX_ATTEMPTS:
            self.set_status(429)
            return self.render("login.html", error="Too many attempts, wait a while")
        pin = self.get_body_argument("pin", "")
        if not hmac.compare_digest(pin.encode(), PIN.encode()):
            failed_logins[address] = failed_logins.get(address, 0) + 1
            self.set_status(401)
            return self.render("login.html", error="Wrong PIN")
        failed_logins.pop(address, None)
        self.set_signed_cookie(
            "hub_user", "family", expires_days=30, httponly=True, secure=True, samesite="Lax"
        )
        self.redirect("/")


class RemoteHandler(BaseHandler):
    def initialize(self, remote):
        self.remote = remote

    @tornado.web.authenticated
    def post(self):
        device = self.get_body_argument("device")
        key = self.get_body_argument("key")
        times = min(int(self.get_body_argument("times", "1")), 10)
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
