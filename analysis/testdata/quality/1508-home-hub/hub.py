"""Home automation hub: a Tornado front end for the lights, blinds and heating.

Run with:  HUB_COOKIE_SECRET=... HUB_PIN_HASH=... python hub.py
"""
import asyncio
import enum
import json
import os
import time

import tornado.web
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from tornado.httpclient import AsyncHTTPClient, HTTPClientError

HASHER = PasswordHasher()
PIN_HASH = os.environ["HUB_PIN_HASH"]

# Room controllers on the local network; names come from the URL, addresses only from here.
CONTROLLERS = {
    "livingroom": "http://10.0.40.11",
    "kitchen": "http://10.0.40.12",
    "bedroom": "http://10.0.40.13",
}


class Action(enum.StrEnum):
    ON = "on"
    OFF = "off"
    DIM = "dim"
    UP = "up"
    DOWN = "down"


class Attempts:
    """Counts failed PINs per address within a sliding window."""

    def __init__(self, limit=5, window=300, max_addresses=1000):
        self.limit, self.window, self.max_addresses = limit, window, max_addresses
        self._failures = {}

    def blocked(self, address):
        cutoff = time.monotonic() - self.window
        recent = [t for t in self._failures.get(address, ()) if t > cutoff]
        return len(recent) >= self.limit

    def failed(self, address):
        cutoff = time.monotonic() - self.window
        self._failures = {a: ts for a, ts in self._failures.items() if ts[-1] > cutoff}
        if address not in self._failures and len(self._failures) >= self.max_addresses:
            self._failures.pop(next(iter(self._failures)))
        self._failures[address] = [*self._failures.get(address, ()), time.monotonic()][-self.limit:]


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("resident", max_age_days=7)

    def set_default_headers(self):
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")

    def json_body(self):
        try:
            data = json.loads(self.request.body)
        except ValueError:
            raise tornado.web.HTTPError(400, reason="Invalid JSON")
        if not isinstance(data, dict):
            raise tornado.web.HTTPError(400, reason="Invalid JSON")
        return data


class LoginHandler(BaseHandler):
    def initialize(self, attempts):
        self.attempts = attempts

    def get(self):
        self.render("login.html", error=None)

    async def post(self):
        address = self.request.remote_ip
        if self.attempts.blocked(address):
            raise tornado.web.HTTPError(429)
        pin = self.get_body_argument("pin", "")[:12]
        try:
            await asyncio.to_thread(HASHER.verify, PIN_HASH, pin)
        except VerificationError:
            self.attempts.failed(address)
            self.set_status(401)
            self.render("login.html", error="Wrong PIN.")
            return
        self.set_signed_cookie("resident", "1", expires_days=7, secure=True, httponly=True, samesite="Strict")
        self.redirect("/")


class RoomsHandler(BaseHandler):
    @tornado.web.authenticated
    def get(self):
        self.render("rooms.html", rooms=sorted(CONTROLLERS))


class CommandHandler(BaseHandler):
    @tornado.web.authenticated
    async def post(self, room, device):
        base = CONTROLLERS.get(room)
        if base is None:
            raise tornado.web.HTTPError(404)
        data = self.json_body()
        try:
            action = Action(data.get("action"))
            level = int(data.get("level", 100))
        except (TypeError, ValueError):
            raise tornado.web.HTTPError(400)
        if not 0 <= level <= 100:
            raise tornado.web.HTTPError(400)
        client = AsyncHTTPClient()
        try:
            await client.fetch(
                f"{base}/device/{int(device)}/{action.value}",
                method="POST",
                body=json.dumps({"level": level}),
                connect_timeout=2,
                request_timeout=5,
                follow_redirects=False,
            )
        except (HTTPClientError, OSError):
            raise tornado.web.HTTPError(502, reason="Controller not reachable")
        self.write({"ok": True})


def make_app():
    attempts = Attempts()
    return tornado.web.Application(
        [
            (r"/", RoomsHandler),
            (r"/login", LoginHandler, {"attempts": attempts}),
            (r"/room/([a-z]+)/device/([0-9]{1,4})", CommandHandler),
        ],
        cookie_secret=os.environ["HUB_COOKIE_SECRET"],
        login_url="/login",
        template_path="templates",
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"secure": True, "samesite": "Strict"},
    )


async def main():
    server = make_app().listen(8443, address="127.0.0.1", max_body_size=16 * 1024, idle_connection_timeout=60)
    try:
        await asyncio.Event().wait()
    finally:
        server.stop()


if __name__ == "__main__":
    asyncio.run(main())
