#!/usr/bin/env python3
"""Share a folder with everyone at the LAN party. No dependencies."""
import os
import shutil
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlparse

SHARE = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".")


class ShareHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlparse(self.path)
        self.query = {k: v[0] for k, v in parse_qs(url.query).items()}
        if url.path == "/":
            self.listing()
        elif url.path.startswith("/get/"):
            self.download(unquote(url.path[len("/get/"):]))
        else:
            self.send_error(404)

    def listing(self):
        q = self.query.get("q", "")
        names = [n for n in sorted(os.listdir(SHARE)) if q.lower() in n.lower()]
        page = ["<h1>LAN share</h1>", "<p>Results for " + q + "</p>", "<ul>"]
        page += [f'<li><a href="/get/{n}">{n}</a></li>' for n in names]
        page.append("</ul>")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("\n".join(page).encode())

    def download(self, name):
        full = SHARE + "/" + name
        save_as = self.query.get("as", os.path.basename(name))
        try:
            fh = open(full, "rb")
        except OSError as e:
            self.send_error(404, str(e))
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Disposition", f"attachment; filename={save_as}")
        self.end_headers()
        with fh:
            shutil.copyfileobj(fh, self.wfile)


if __name__ == "__main__":
    print("Sharing", SHARE, "on port 8000")
    ThreadingHTTPServer(("0.0.0.0", 8000), ShareHandler).serve_forever()
