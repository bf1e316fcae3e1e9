import asyncio
import os

import tornado.escape
import tornado.web

from db import Logbook

book = Logbook()


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        value = self.get_signed_cookie("member")
        return int(value) if value else None


class LoginHandler(Base):
    def get(self):
        self.render("login.html")

    def post(self):
        member = book.authenticate(self.get_body_argument("name"), self.get_body_argument("password"))
        if member is None:
            self.set_status(401)
            self.render("login.html")
            return
        self.set_signed_cookie("member", str(member))
        self.redirect("/entries")


class EntriesHandler(Base):
    @tornado.web.authenticated
    def get(self):
        self.write({"entries": [{"id": i, "body": b} for i, b in book.entries(self.current_user)]})


class EntryHandler(Base):
    @tornado.web.authenticated
    def get(self, entry_id):
        row = book.entry(int(entry_id), self.current_user)
        if row is None:
            raise tornado.web.HTTPError(404)
        self.write("<article>" + row[1].replace("\n", "<br>") + "</article>")


def make_app():
    return tornado.web.Application(
        [(r"/login", LoginHandler), (r"/entries", EntriesHandler), (r"/entries/(\d+)", EntryHandler)],
        cookie_secret=os.environ["COOKIE_SECRET"],
        login_url="/login",
        xsrf_cookies=False,
    )


async def main():
    make_app().listen(8888, address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
