#!/usr/bin/env python
"""Tiny wiki for lab notes, Tornado + sqlite. Sign-in happens on the SSO host."""
import os
import sqlite3

import tornado.ioloop
import tornado.web
from tornado.escape import xhtml_escape

COOKIE_SECRET = os.environ["WIKI_COOKIE_SECRET"]

PAGE = """<!doctype html><title>%(title)s</title>
<h1>%(title)s</h1>
<article>%(body)s</article>
<a href="/edit/%(title)s">edit</a>"""


class Base(tornado.web.RequestHandler):
    def initialize(self, db):
        self.db = db

    def get_current_user(self):
        return self.get_signed_cookie("user")


class NoteHandler(Base):
    @tornado.web.authenticated
    def get(self, title):
        row = self.db.execute("SELECT body FROM notes WHERE title = ?", (title,)).fetchone()
        if row is None:
            raise tornado.web.HTTPError(404)
        self.write(PAGE % {"title": xhtml_escape(title), "body": xhtml_escape(row[0])})

    @tornado.web.authenticated
    def post(self, title):
        body = self.get_body_argument("body")
        with self.db:
            self.db.execute("REPLACE INTO notes (title, body) VALUES (?, ?)", (title, body))
        self.redirect(self.reverse_url("note", title))


class EditHandler(Base):
    @tornado.web.authenticated
    def get(self, title):
        row = self.db.execute("SELECT body FROM notes WHERE title = ?", (title,)).fetchone()
        self.render("edit.html", title=title, body=row[0] if row else "")


def make_app():
    db = sqlite3.connect("notes.db", timeout=5)
    return tornado.web.Application(
        [
            tornado.web.url(r"/note/([\w-]+)", NoteHandler, dict(db=db), name="note"),
            tornado.web.url(r"/edit/([\w-]+)", EditHandler, dict(db=db)),
        ],
        cookie_secret=COOKIE_SECRET,
        login_url="https://sso.lab.example.org/login",
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"secure": True, "httponly": True, "samesite": "Lax"},
    )


if __name__ == "__main__":
    make_app().listen(8888, address="127.0.0.1")
    tornado.ioloop.IOLoop.current().start()
