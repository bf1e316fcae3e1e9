import json
from typing import Any

import tornado.web

from searcher import LogSearcher, is_label


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self) -> str | None:
        user = self.get_signed_cookie("lens_user", max_age_days=1)
        return user.decode() if user else None

    def reply(self, payload: dict[str, Any]) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(payload))


class SearchHandler(BaseHandler):
    def initialize(self, searcher: LogSearcher) -> None:
        self.searcher = searcher

    @tornado.web.authenticated
    def get(self) -> None:
        expression = self.get_query_argument("q")
        hits = self.searcher.search(expression)
        self.reply({"hits": [{"line": hit.line, "text": hit.text} for hit in hits]})


class BookmarkHandler(BaseHandler):
    def initialize(self, bookmarks: dict[str, str]) -> None:
        self.bookmarks = bookmarks

    @tornado.web.authenticated
    def put(self, slot: str) -> None:
        label = self.get_body_argument("label")
        if not is_label(label):
            raise tornado.web.HTTPError(400, reason="Bad label")
        self.bookmarks[f"{self.current_user}:{int(slot)}"] = label
        self.reply({"slot": int(slot), "label": label})
