"""Tiny file sharing server for the office network."""
import json
import os
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

ROOT = Path(os.environ.get("SHARE_ROOT", "/srv/share")).resolve()


class NotAllowed(Exception):
    pass


class Storage:
    def __init__(self, root: Path):
        self.root = root

    def locate(self, name: str) -> Path:
        candidate = (self.root / name).resolve()
        if not candidate.is_relative_to(self.root):
            raise NotAllowed(name)
        return candidate

    def listing(self):
        return sorted(entry.name for entry in self.root.iterdir() if entry.is_file())

    def load(self, name: str) -> bytes:
        with open(self.locate(name), "rb") as handle:
            return handle.read()

    def store(self, data: bytes, suffix: str) -> str:
        name = f"{uuid.uuid4().hex}{suffix}"
        (self.root / name).write_bytes(data)
        return name

    def remove(self, name: str) -> None:
        self.locate(name).unlink()


class ShareHandler(BaseHTTPRequestHandler):
    storage = Storage(ROOT)
    suffixes = {"image/png": ".png", "application/pdf": ".pdf", "text/csv": ".csv"}

    def _json(self, status, payload):
        body = json.dumps(payload).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urlparse(self.path)
        if url.path == "/":
            return self._json(200, {"files": self.storage.listing()})
        try:
            data = self.storage.load(unquote(url.path.lstrip("/")))
        except NotAllowed:
            return self._json(403, {"error": "forbidden"})
        except OSError:
            return self._json(404, {"error": "not found"})
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Disposition", "attachment")
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        suffix = self.suffixes.get(self.headers.get("Content-Type", ""))
        if suffix is None:
            return self._json(415, {"error": "unsupported type"})
        length = min(int(self.headers.get("Content-Length", 0)), 10_000_000)
        self._json(201, {"name": self.storage.store(self.rfile.read(length), suffix)})

    def do_DELETE(self):
        names = parse_qs(urlparse(self.path).query).get("name", [])
        try:
            for name in names:
                self.storage.remove(name)
        except NotAllowed:
            return self._json(403, {"error": "forbidden"})
        except FileNotFoundError:
            return self._json(404, {"error": "not found"})
        self._json(200, {"deleted": len(names)})


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", 8000), ShareHandler).serve_forever()
