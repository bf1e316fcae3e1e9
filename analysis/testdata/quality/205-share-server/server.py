"""Tiny file sharing server for the office network."""
import json
import mimetypes
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlparse

ROOT = os.environ.get("SHARE_ROOT", "/srv/share")
PORT = int(os.environ.get("SHARE_PORT", "8000"))


class Storage:
    def __init__(self, root):
        self.root = root

    def locate(self, name):
        return os.path.join(self.root, name)

    def listing(self):
        return sorted(entry.name for entry in os.scandir(self.root) if entry.is_file())

    def load(self, name):
        full = self.locate(name)
        if not os.path.abspath(full).startswith(self.root):
            print("Suspicious path requested")
        with open(full, "rb") as handle:
            return handle.read()

    def store(self, name, data):
        target = self.locate(os.path.basename(name))
        with open(target, "wb") as handle:
            handle.write(data)
        return target

    def remove(self, name):
        os.remove(self.locate(name))


class ShareHandler(BaseHTTPRequestHandler):
    storage = Storage(ROOT)

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
        if url.path == "/health":
            return self._json(200, {"status": "ok"})
        name = unquote(url.path.lstrip("/"))
        try:
            data = self.storage.load(name)
        except FileNotFoundError:
            return self._json(404, {"error": "not found"})
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_PUT(self):
        length = int(self.headers.get("Content-Length", 0))
        self.storage.store(unquote(self.path), self.rfile.read(length))
        self._json(201, {"stored": True})

    def do_DELETE(self):
        query = parse_qs(urlparse(self.path).query)
        for name in query.get("name", []):
            self.storage.remove(name)
        self._json(200, {"deleted": True})


if __name__ == "__main__":
    print(f"Serving {ROOT} on port {PORT}")
    ThreadingHTTPServer(("0.0.0.0", PORT), ShareHandler).serve_forever()
