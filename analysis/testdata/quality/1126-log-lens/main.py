import asyncio
import os
from pathlib import Path

import tornado.web

from handlers import BookmarkHandler, SearchHandler
from searcher import LogSearcher


def make_app() -> tornado.web.Application:
    searcher = LogSearcher(Path(os.environ["LENS_LOG"]))
    return tornado.web.Application(
        [
            (r"/search", SearchHandler, {"searcher": searcher}),
            (r"/bookmarks/([0-9])", BookmarkHandler, {"bookmarks": {}}),
        ],
        cookie_secret=os.environ["LENS_COOKIE_SECRET"],
        login_url="/login",
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"secure": True, "samesite": "Strict"},
    )


async def main() -> None:
    make_app().listen(8891, address="127.0.0.1", max_body_size=64 * 1024, idle_connection_timeout=60, body_timeout=15)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
