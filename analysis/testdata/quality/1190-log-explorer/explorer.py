"""Log explorer: search the application logs of a server in the browser.

GET /search?file=app.log&text=...&tags=...   returns matching lines as JSON.
"""
import asyncio
import hmac
import os
import re
from pathlib import Path

import tornado.web

LOG_DIR = Path("/var/log/apps").resolve()
MAX_HITS = 500
MAX_LINE = 4000
MAX_TEXT = 200
TAGS_RE = re.compile(r"[\w.-]{1,40}(?: [\w.-]{1,40}){0,9}")


class LogSearch:
    """Searches one log file for lines that contain a text as a whole word."""

    def __init__(self, path: Path, text: str, ignore_case: bool = True):
        self.path = path
        flags = re.IGNORECASE if ignore_case else 0
        self.regex = re.compile(r"\b" + re.escape(text) + r"\b", flags)

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


def resolve_log(name: str) -> Path:
    """Return the log file of that name; 404 when it is not inside LOG_DIR."""
    path = (LOG_DIR / name).resolve()
    if not path.is_relative_to(LOG_DIR) or path.suffix != ".log" or not path.is_file():
        raise tornado.web.HTTPError(404)
    return path


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
        path = resolve_log(self.get_query_argument("file"))
        text = self.get_query_argument("text")[:MAX_TEXT]
        raw_tags = self.get_query_argument("tags", "")[:MAX_TEXT]
        if raw_tags and not TAGS_RE.fullmatch(raw_tags):
            raise tornado.web.HTTPError(400, reason="malformed tags")
        search = LogSearch(path, text)
        loop = asyncio.get_running_loop()
        hits = await loop.run_in_executor(None, search.run, raw_tags.split())
        self.write({"file": path.name, "hits": hits})


def make_app() -> tornado.web.Application:
    return tornado.web.Application(
        [(r"/files", FilesHandler), (r"/search", SearchHandler)],
        ops_token=os.environ["OPS_TOKEN"],
    )


async def main():
    make_app().listen(8890, address="127.0.0.1", max_buffer_size=1024 * 1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
