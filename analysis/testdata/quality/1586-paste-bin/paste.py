"""Paste bin of the hackspace (Tornado). Reading needs the unguessable link, writing a member's API key."""
import asyncio
import hashlib
import hmac
import os
import re
import secrets
import time
from pathlib import Path

import tornado.web

STORE = Path(os.environ.get("PASTE_DIR", "pastes")).resolve()
# name -> SHA-256 of a random 256 bit key, e.g. "alice:ab12...,bob:cd34..."
KEYS = dict(pair.split(":", 1) for pair in os.environ["PASTE_KEY_HASHES"].split(","))
LIFETIMES = {"hour": 3600, "day": 86_400, "week": 7 * 86_400}
PASTE_ID = re.compile(r"[A-Za-z0-9_-]{22}")
MAX_PASTE = 256 * 1024


def path_of(paste_id):
    if not PASTE_ID.fullmatch(paste_id):
        raise tornado.web.HTTPError(404)
    return STORE / paste_id


class Base(tornado.web.RequestHandler):
    """No cookies are used: writers send their key in a header."""

    def set_default_headers(self):
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.set_header("X-Robots-Tag", "noindex")


class WriterHandler(Base):
    hits: dict[str, list[float]] = {name: [] for name in KEYS}

    def prepare(self):
        given = hashlib.sha256(self.request.headers.get("X-Api-Key", "").encode()).hexdigest()
        self.member = None
        for name, wanted in KEYS.items():
            if hmac.compare_digest(given, wanted):
                self.member = name
        if self.member is None:
            raise tornado.web.HTTPError(401)
        now = time.monotonic()
        recent = [t for t in self.hits[self.member] if now - t < 3600]
        if len(recent) >= 60:
            raise tornado.web.HTTPError(429)
        self.hits[self.member] = [*recent, now]


class CreateHandler(WriterHandler):
    def post(self):
        lifetime = LIFETIMES.get(self.get_query_argument("keep", "day"))
        body = self.request.body
        if lifetime is None or not 0 < len(body) <= MAX_PASTE:
            raise tornado.web.HTTPError(400)
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            raise tornado.web.HTTPError(415)
        paste_id = secrets.token_urlsafe(16)
        target = path_of(paste_id)
        with target.open("xb") as out:
            out.write(body)
        os.utime(target, (time.time(), time.time() + lifetime))  # mtime = expiry
        self.set_status(201)
        self.write({"id": paste_id})


class ReadHandler(Base):
    def get(self, paste_id):
        try:
            with path_of(paste_id).open("rb") as fh:
                expired = os.fstat(fh.fileno()).st_mtime < time.time()
                body = fh.read(MAX_PASTE)
        except FileNotFoundError:
            raise tornado.web.HTTPError(404)
        if expired:
            raise tornado.web.HTTPError(404)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.write(body)


async def sweep():
    while True:
        for path in STORE.iterdir():
            if PASTE_ID.fullmatch(path.name) and path.stat().st_mtime < time.time():
                path.unlink(missing_ok=True)
        await asyncio.sleep(600)


async def main():
    STORE.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = tornado.web.Application([(r"/paste", CreateHandler), (r"/p/([A-Za-z0-9_-]+)", ReadHandler)])
    app.listen(8070, address="127.0.0.1", max_body_size=MAX_PASTE, idle_connection_timeout=30)
    await sweep()


if __name__ == "__main__":
    asyncio.run(main())
