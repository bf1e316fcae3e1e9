import json
import os

import tornado.ioloop
import tornado.web

PUZZLES = {"1": "Rivers", "2": "Composers"}


class BaseHandler(tornado.web.RequestHandler):
    def page(self, content):
        self.write("<html><body><div id='main'>" + content + "</div></body></html>")


class ShareHandler(BaseHandler):
    def get(self, puzzle_id):
        solver = self.get_argument("solver", "Somebody")
        title = PUZZLES.get(puzzle_id, "Unknown")
        self.page(f"<h2>{solver} solved {title}</h2>")

    def post(self, puzzle_id):
        data = json.loads(self.request.body)
        message = data.get("message", "")
        self.page("<blockquote>%s</blockquote>" % message)


class HintHandler(BaseHandler):
    def get(self):
        word = self.get_query_argument("word")
        name = os.path.join("hints", word + ".txt")
        with open(name) as fh:
            self.finish({"hint": fh.read()})


def make_app():
    return tornado.web.Application([
        (r"/share/([0-9]+)", ShareHandler),
        (r"/hint", HintHandler),
    ])


if __name__ == "__main__":
    make_app().listen(8888)
    tornado.ioloop.IOLoop.current().start()
