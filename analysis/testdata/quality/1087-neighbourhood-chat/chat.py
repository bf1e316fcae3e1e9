import asyncio
import os
import sqlite3

import tornado.web

conn = sqlite3.connect("chat.db")


class Room:
    def post(self, nick, text):
        conn.execute("INSERT INTO messages (nick, text) VALUES (?, ?)", (nick, text))
        conn.commit()

    def last(self, count=50):
        return conn.execute(
            "SELECT nick, text FROM messages ORDER BY id DESC LIMIT ?", (count,)
        ).fetchall()


room = Room()


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        nick = self.get_signed_cookie("nick")
        return nick.decode() if nick else None


class LoginHandler(BaseHandler):
    def get(self):
        self.render("login.html")

    def post(self):
        nick = self.get_body_argument("nick")
        password = self.get_body_argument("password")
        row = conn.execute(
            "SELECT nick FROM neighbours WHERE nick = ? AND password = ?", (nick, password)
        ).fetchone()
        if row is None:
            self.set_status(401)
            self.render("login.html")
            return
        self.set_signed_cookie("nick", nick)
        self.redirect("/")


class ChatHandler(BaseHandler):
    @tornado.web.authenticated
    def get(self):
        self.render("chat.html", nick=self.current_user)

    @tornado.web.authenticated
    def post(self):
        room.post(self.current_user, self.get_body_argument("text")[:500])
        self.redirect("/")


class HistoryHandler(BaseHandler):
    """Returns the message list as an HTML fragment for htmx."""

    @tornado.web.authenticated
    def get(self):
        parts = []
        for nick, text in room.last():
            parts.append("<li><b>{}</b>: {}</li>".format(nick, text))
        self.write("<ul>" + "\n".join(parts) + "</ul>")


def make_app():
    return tornado.web.Application(
        [(r"/", ChatHandler), (r"/login", LoginHandler), (r"/history", HistoryHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/login",
        xsrf_cookies=True,
        template_path="templates",
    )


async def main():
    make_app().listen(8888, address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
