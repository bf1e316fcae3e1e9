"""Family chat over WebSockets (Tornado), messages kept in SQLite."""
import asyncio
import json
import os
import sqlite3
import time
from urllib.parse import urlsplit

import tornado.web
import tornado.websocket
from tornado.escape import xhtml_escape

PUBLIC_HOST = os.environ["CHAT_HOST"]
ROOMS = {"everyone", "kids", "holidays"}
MAX_TEXT = 2000


class Archive:
    def __init__(self, path):
        self.conn = sqlite3.connect(path, timeout=5)

    def add(self, room, author, text):
        with self.conn:
            self.conn.execute("INSERT INTO messages (room, author, body) VALUES (?, ?, ?)", (room, author, text))

    def last(self, room, count=50):
        rows = self.conn.execute(
            "SELECT author, body FROM messages WHERE room = ? ORDER BY id DESC LIMIT ?", (room, count)
        ).fetchall()
        return rows[::-1]

    def may_enter(self, member, room):
        row = self.conn.execute(
            "SELECT 1 FROM room_members WHERE member = ? AND room = ?", (member, room)
        ).fetchone()
        return row is not None


class SignedIn:
    """Mixin: the single sign-on service of the house sets the signed cookie."""

    def get_current_user(self):
        raw = self.get_signed_cookie("member", max_age_days=1)
        return raw.decode() if raw else None


class PageHandler(SignedIn, tornado.web.RequestHandler):
    def initialize(self, archive):
        self.archive = archive

    @tornado.web.authenticated
    def get(self, room):
        if room not in ROOMS or not self.archive.may_enter(self.current_user, room):
            raise tornado.web.HTTPError(404)
        self.render("room.html", room=room, messages=self.archive.last(room))


class FragmentHandler(PageHandler):
    """The last messages as a fragment of HTML for the kitchen display."""

    @tornado.web.authenticated
    def get(self, room):
        if room not in ROOMS or not self.archive.may_enter(self.current_user, room):
            raise tornado.web.HTTPError(404)
        items = (
            f"<li><b>{xhtml_escape(author)}</b> {xhtml_escape(body)}</li>"
            for author, body in self.archive.last(room, 5)
        )
        self.write("<ul>" + "".join(items) + "</ul>")


class ChatSocket(SignedIn, tornado.websocket.WebSocketHandler):
    clients: dict[str, set["ChatSocket"]] = {room: set() for room in ROOMS}

    def initialize(self, archive):
        self.archive = archive
        self.room = None
        self.sent = []

    def check_origin(self, origin):
        return urlsplit(origin).netloc == PUBLIC_HOST

    def prepare(self):
        if self.current_user is None:
            raise tornado.web.HTTPError(403)

    def open(self, room):
        if room not in ROOMS or not self.archive.may_enter(self.current_user, room):
            self.close(1008, "no such room")
            return
        self.room = room
        self.clients[room].add(self)

    def too_fast(self):
        now = time.monotonic()
        self.sent = [t for t in self.sent if now - t < 10]
        self.sent.append(now)
        return len(self.sent) > 10

    def on_message(self, message):
        if self.room is None or self.too_fast():
            self.close(1008, "slow down")
            return
        try:
            text = json.loads(message)["text"]
        except (ValueError, KeyError, TypeError):
            self.close(1003, "bad message")
            return
        if not isinstance(text, str) or not 0 < len(text) <= MAX_TEXT:
            return
        self.archive.add(self.room, self.current_user, text)
        # The browser puts the text into textContent.
        payload = json.dumps({"author": self.current_user, "text": text})
        for client in list(self.clients[self.room]):
            try:
                client.write_message(payload)
            except tornado.websocket.WebSocketClosedError:
                self.clients[self.room].discard(client)

    def on_close(self):
        if self.room:
            self.clients[self.room].discard(self)


def make_app():
    deps = {"archive": Archive(os.environ.get("CHAT_DB", "chat.db"))}
    return tornado.web.Application(
        [(r"/room/(\w+)", PageHandler, deps), (r"/fragment/(\w+)", FragmentHandler, deps),
         (r"/socket/(\w+)", ChatSocket, deps)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url=f"https://{PUBLIC_HOST}/sso/",
        template_path="templates",
        xsrf_cookies=True,
        websocket_ping_interval=30,
        websocket_max_message_size=16 * 1024,
    )


async def main():
    make_app().listen(8000, address="127.0.0.1", max_body_size=64 * 1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
