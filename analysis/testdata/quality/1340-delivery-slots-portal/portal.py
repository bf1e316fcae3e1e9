"""Partner portal: couriers confirm their delivery slots."""
import asyncio
import hashlib
import hmac
import json
import os
import time

import asyncpg
import tornado.web

PARTNER_KEY = os.environ["PARTNER_KEY"].encode()


def sign(value):
    return hmac.new(PARTNER_KEY, value.encode(), hashlib.sha256).hexdigest()


class RateLimiter:
    def __init__(self, limit=10, period=60, max_keys=10_000):
        self.limit, self.period, self.max_keys = limit, period, max_keys
        self.hits = {}

    def allow(self, key):
        now = time.monotonic()
        if len(self.hits) >= self.max_keys:
            self.hits.clear()
        start, count = self.hits.get(key, (now, 0))
        if now - start > self.period:
            start, count = now, 0
        self.hits[key] = (start, count + 1)
        return count < self.limit


limiter = RateLimiter()


class BaseHandler(tornado.web.RequestHandler):
    @property
    def pool(self):
        return self.application.pool

    def get_current_user(self):
        value = self.get_secure_cookie("courier")
        return value.decode() if value else None


class EnterHandler(BaseHandler):
    """Couriers arrive here by the signed link of their e-mail."""

    def get(self):
        if not limiter.allow(self.request.remote_ip):
            raise tornado.web.HTTPError(429)
        courier = self.get_argument("courier")
        expires = self.get_argument("exp")
        signature = self.get_argument("sig")
        if not hmac.compare_digest(signature.encode(), sign(f"{courier}:{expires}").encode()):
            raise tornado.web.HTTPError(403)
        if int(expires) < time.time():
            raise tornado.web.HTTPError(403)
        self.set_secure_cookie("courier", courier, httponly=True, secure=True, samesite="Lax")
        self.redirect("/slots")


class SlotsHandler(BaseHandler):
    async def get(self):
        if self.current_user is None:
            raise tornado.web.HTTPError(401)
        rows = await self.pool.fetch(
            "SELECT id, day, window_label, confirmed FROM slots WHERE courier = $1 LIMIT 100",
            self.current_user,
        )
        self.write({"slots": [{**dict(r), "day": r["day"].isoformat()} for r in rows]})


class ConfirmHandler(BaseHandler):
    async def post(self):
        if self.current_user is None:
            raise tornado.web.HTTPError(401)
        body = json.loads(self.request.body)
        await self.pool.execute(
            "UPDATE slots SET confirmed = true WHERE id = $1 AND courier = $2",
            int(body["slot"]),
            self.current_user,
        )
        self.write({"ok": True})


def make_app(pool):
    app = tornado.web.Application(
        [(r"/enter", EnterHandler), (r"/slots", SlotsHandler), (r"/confirm", ConfirmHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        xsrf_cookies=True,
    )
    app.pool = pool
    return app


async def main():
    pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], timeout=5, command_timeout=10)
    make_app(pool).listen(int(os.environ.get("PORT", 8000)), max_body_size=1024 * 1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
