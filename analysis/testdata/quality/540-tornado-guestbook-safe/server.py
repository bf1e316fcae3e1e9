import asyncio
import os
import sqlite3
from datetime import datetime

import tornado.web
from tornado.escape import xhtml_escape

DB = "guestbook.db"


def connect():
    conn = sqlite3.connect(DB, timeout=5)
    conn.row_factory = sqlite3.Row
    conn.execute(
        "CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, author TEXT, body TEXT, created TEXT)"
    )
    return conn


class BaseHandler(tornado.web.RequestHandler):
    def initialize(self, db):
        self.db = db

    def get_current_user(self):
        name = self.get_secure_cookie("name")
        return name.decode() if name else None


class GuestbookHandler(BaseHandler):
    def get(self):
        rows = self.db.execute("SELECT author, body, created FROM entries ORDER BY id DESC LIMIT 50").fetchall()
        html = "<html><body><h1>Guestbook</h1>"
        if self.current_user:
            html += "<p>Welcome back, {}!</p>".format(xhtml_escape(self.current_user))
        for row in rows:
            html += "<div><b>%s</b> (%s)<p>%s</p></div>" % (
                xhtml_escape(row["author"]), xhtml_escape(row["created"]), xhtml_escape(row["body"]),
            )
        html += "<form method=post>" + self.xsrf_form_html()
        html += "<input name=author><textarea name=body></textarea><button>Sign</button></form>"
        html += "</body></html>"
        self.write(html)

    def post(self):
        author = self.get_body_argument("author")[:80]
        body = self.get_body_argument("body")[:2000]
        self.db.execute(
            "INSERT INTO entries (author, body, created) VALUES (?, ?, ?)",
            (author, body, datetime.now().isoformat(timespec="minutes")),
        )
        self.db.commit()
        self.set_secure_cookie("name", author, httponly=True, secure=True, samesite="Lax")
        self.redirect("/")


def make_app():
    return tornado.web.Application(
        [(r"/", GuestbookHandler, {"db": connect()})],
        cookie_secret=os.environ["COOKIE_SECRET"],
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"httponly": True, "secure": True, "samesite": "Lax"},
    )


async def main():
    make_app().listen(8888, max_body_size=64 * 1024, idle_connection_timeout=60)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
