"""A guestbook with nothing but the standard library."""
import sqlite3
from http.server import BaseHTTPRequestHandler, HTTPServer
from textwrap import dedent
from urllib.parse import parse_qs, urlparse

PAGE = dedent(
    """\
    <!doctype html>
    <meta charset="utf-8">
    <title>Guestbook</title>
    <h1>Guestbook</h1>
    %(notice)s
    <form method="post">
      <input name="name" placeholder="Your name">
      <textarea name="text"></textarea>
      <button>Sign</button>
    </form>
    <ul>%(entries)s</ul>
    """
)


class Book:
    def __init__(self, path="guestbook.db"):
        self.conn = sqlite3.connect(path)
        self.conn.execute("CREATE TABLE IF NOT EXISTS entries (name TEXT, text TEXT)")

    def add(self, name, text):
        with self.conn:
            self.conn.execute("INSERT INTO entries VALUES (?, ?)", (name.strip()[:60], text.strip()[:500]))

    def latest(self, limit=50):
        cur = self.conn.execute("SELECT name, text FROM entries ORDER BY rowid DESC LIMIT ?", (limit,))
        for name, text in cur:
            yield {"name": name, "text": text.replace("\n", "<br>")}


class GuestbookHandler(BaseHTTPRequestHandler):
    book = Book()

    def page(self, notice=""):
        entries = "".join("<li><b>{name}</b>: {text}</li>".format(**entry) for entry in self.book.latest())
        return PAGE % {"notice": notice, "entries": entries}

    def reply(self, html, status=200):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(html.encode("utf-8"))

    def do_GET(self):
        thanks = parse_qs(urlparse(self.path).query).get("thanks", [""])[0]
        notice = f"<p>Thank you, {thanks}!</p>" if thanks else ""
        self.reply(self.page(notice))

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        form = parse_qs(self.rfile.read(length).decode("utf-8"))
        name = form.get("name", [""])[0]
        text = form.get("text", [""])[0]
        if not name or not text:
            self.reply(self.page("<p>Please fill in both fields.</p>"), 400)
            return
        self.book.add(name, text)
        self.reply(self.page(f"<p>Thank you, {name}!</p>"), 201)


if __name__ == "__main__":
    HTTPServer(("", 8080), GuestbookHandler).serve_forever()
