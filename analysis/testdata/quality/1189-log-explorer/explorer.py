"""Log explorer: search the application logs of a server in the browser.

GET /search?file=app.log&pattern=...&tags=...   returns matching lines as JSON.
"""
import asyncio
import hmac
import os
import re
from pathlib import Path

import tornado.web

LOG_DIR = Path("/var/log/apps")
MAX_HITS = 500
MAX_LINE = 4000
TAGS_RE = re.compile(r"^([\w.-]+\s*)+$")


class LogSearch:
    """Searches one log file for lines that match a pattern."""

    def __init__(self, path: Path, pattern: str, ignore_case: bool = True):
        self.path = path
        flags = re.IGNORECASE if ignore_case else 0
        self.regex = re.compile(pattern, flags)

    def run(self, tags: list[str]) -> list[dict]:
        hits = []
        with self.path.open(encoding="utf-8", errors="replace") as handle:
            for number, line in enumerate(handle, start=1):
                line = line[:MAX_LINE]
                if self.regex.search(line) and all(tag in line for tag in tags):
                    hits.append({"line": number, "text": line.rstrip()})
                    if len(hits) >= MAX_HITS:
                        break
        return hits


class BaseHandler(tornado.web.RequestHandler):
    def prepare(self):
        token = self.request.headers.get("X-Ops-Token", "")
        expected = self.settings["ops_token"]
        if not hmac.compare_digest(token.encode(), expected.encode()):
            raise tornado.web.HTTPError(401)


class FilesHandler(BaseHandler):
    """List the log files that can be searched."""

    def get(self):
        self.write({"files": sorted(p.name for p in LOG_DIR.glob("*.log"))[:200]})


class SearchHandler(BaseHandler):
    """Search a log file."""

    async def get(self):
        print("search request:", self.request.arguments)
        name = self.get_query_argument("file")
        pattern = self.get_query_argument("pattern", ".")
        raw_tags = self.get_query_argument("tags", "")
        if raw_tags and not TAGS_RE.match(raw_tags):
            raise tornado.web.HTTPError(400, reason="malformed tags")
        path = LOG_DIR / name
        if not path.exists():
            raise tornado.web.HTTPError(404)
        search = LogSearch(path, pattern)
        loop = asyncio.get_running_loop()
        hits = await loop.run_in_executor(None, search.run, raw_tags.split())
        self.write({"file": name, "hits": hits})


def make_app() -> tornado.web.Application:
    return tornado.web.Application(
        [(r"/files", FilesHandler), (r"/search", SearchHandler)],
        ops_token=os.environ["OPS_TOKEN"],
    )


async def main():
    make_app().listen(8890, address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
