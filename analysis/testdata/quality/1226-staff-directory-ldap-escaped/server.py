import asyncio
import os
import time

import tornado.web

from directory import check_password, find_people

ATTEMPTS = {}
MAX_ATTEMPTS = 8
MAX_ADDRESSES = 10_000
WINDOW = 300


def too_many_attempts(address):
    """Small in-memory rate limiter for the login form."""
    now = time.monotonic()
    for key in [k for k, (start, _) in ATTEMPTS.items() if now - start > WINDOW]:
        del ATTEMPTS[key]
    if len(ATTEMPTS) > MAX_ADDRESSES:
        ATTEMPTS.clear()
    start, count = ATTEMPTS.get(address, (now, 0))
    ATTEMPTS[address] = (start, count + 1)
    return count >= MAX_ATTEMPTS


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("staff", max_age_days=1)


class LoginHandler(BaseHandler):
    async def post(self):
        if too_many_attempts(self.request.remote_ip):
            raise tornado.web.HTTPError(429)
        username = self.get_body_argument("username")
        password = self.get_body_argument("password")
        valid = await asyncio.to_thread(check_password, username, password)
        if not valid:
            raise tornado.web.HTTPError(401)
        self.set_signed_cookie(
            "staff", username, expires_days=1, httponly=True, secure=True, samesite="Lax"
        )
        self.write({"ok": True})


class SearchHandler(BaseHandler):
    async def get(self):
        if not self.current_user:
            raise tornado.web.HTTPError(401)
        name = self.get_query_argument("name", "")
        department = self.get_query_argument("department", None)
        if len(name) < 2:
            raise tornado.web.HTTPError(400, reason="name is too short")
        people = await asyncio.to_thread(find_people, name, department)
        self.write({"people": people})


def make_app():
    return tornado.web.Application(
        [(r"/login", LoginHandler), (r"/search", SearchHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"secure": True, "httponly": True, "samesite": "Lax"},
    )


async def main():
    make_app().listen(8888, max_body_size=64 * 1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
