#!/usr/bin/env python3
"""Share a folder with everyone at the LAN party. No dependencies."""
import argparse
import html
import shutil
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlparse


class ShareHandler(BaseHTTPRequestHandler):
    timeout = 30
    share = Path(".").resolve()

    def do_GET(self):
        url = urlparse(self.path)
        query = {k: v[0] for k, v in parse_qs(url.query).items()}
        if url.path == "/":
            self.listing(query.get("q", ""))
        elif url.path.startswith("/get/"):
            self.download(unquote(url.path[len("/get/"):]))
        else:
            self.send_error(404)

    def listing(self, q):
        names = sorted(p.name for p in self.share.iterdir() if p.is_file())
        page = ["<h1>LAN share</h1>", "<p>Results for " + html.escape(q) + "</p>", "<ul>"]
        for name in names:
            if q.lower() in name.lower():
                page.append(f'<li><a href="/get/{quote(name)}">{html.escape(name)}</a></li>')
        page.append("</ul>")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("\n".join(page).encode())

    def download(self, name):
        full = (self.share / name).resolve()
        if full.parent != self.share:
            self.send_error(404)
            return
        try:
            fh = open(full, "rb")
        except OSError:
            self.send_error(404)
            return
        with fh:
            self.send_response(200)
            self.send_header("Content-Type", "application/octet-stream")
            self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(full.name, safe='')}")
            self.end_headers()
            shutil.copyfileobj(fh, self.wfile)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=".")
    args = parser.parse_args()
    ShareHandler.share = Path(args.folder).resolve()
    print("Sharing", ShareHandler.share, "on port 8000")
    ThreadingHTTPServer(("0.0.0.0", 8000), ShareHandler).serve_forever()


if __name__ == "__main__":
    main()
