import json

import tornado.ioloop
import tornado.web
from tornado.escape import xhtml_escape

PUZZLES = {"1": "Rivers", "2": "Composers"}
HINTS = {"rhine": "Flows through Basel", "bach": "Worked in Leipzig"}


class BaseHandler(tornado.web.RequestHandler):
    def page(self, content):
        self.write("<html><body><div id='main'>" + content + "</div></body></html>")


class ScoreHandler(BaseHandler):
    def get(self, puzzle_id):
        solver = xhtml_escape(self.get_argument("solver", "Somebody"))
        title = PUZZLES.get(puzzle_id, "Unknown")
        self.page(f"<h2>{solver} solved {title}</h2>")

    def post(self, puzzle_id):
        data = json.loads(self.request.body)
        seconds = int(data.get("seconds", 0))
        self.page("<p>Solved in %d seconds</p>" % seconds)


class HintHandler(tornado.web.RequestHandler):
    def get(self):
        word = self.get_query_argument("word")
        self.write({"word": word, "hint": HINTS.get(word, "No hint")})


class BoardHandler(tornado.web.RequestHandler):
    def get(self):
        self.render("board.html", player=self.get_argument("player", ""))


def make_app():
    return tornado.web.Application([
        (r"/score/([0-9]+)", ScoreHandler),
        (r"/hint", HintHandler),
        (r"/board", BoardHandler),
    ])


if __name__ == "__main__":
    make_app().listen(8888)
    tornado.ioloop.IOLoop.current().start()
