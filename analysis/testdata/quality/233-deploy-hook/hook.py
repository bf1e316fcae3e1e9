"""GitHub webhook that deploys the pushed branch."""
import hashlib
import hmac
import json
import os
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = os.environ["WEBHOOK_SECRET"].encode()
APPS = {"acme/shop": "/srv/shop", "acme/blog": "/srv/blog"}


class Deployment:
    def __init__(self, event):
        self.repo = event["repository"]["full_name"]
        self.branch = event["ref"].split("/", 2)[2]
        self.author = event.get("pusher", {}).get("name", "unknown")

    @property
    def folder(self):
        return APPS[self.repo]

    def steps(self):
        yield f"git -C {self.folder} fetch origin"
        yield f"git -C {self.folder} checkout -f {self.branch}"
        yield f"git -C {self.folder} pull --ff-only"
        yield "systemctl restart " + os.path.basename(self.folder)

    def run(self):
        output = []
        for step in self.steps():
            output.append(subprocess.getoutput(step))
        return "\n".join(output)


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        expected = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, self.headers.get("X-Hub-Signature-256", "")):
            self.send_error(403)
            return
        event = json.loads(body)
        if event["repository"]["full_name"] not in APPS:
            self.send_error(404)
            return
        deployment = Deployment(event)
        print(f"Deploying {deployment.branch!r} pushed by {deployment.author!r}")
        log = deployment.run()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(log.encode())


if __name__ == "__main__":
    HTTPServer(("0.0.0.0", 9000), Hook).serve_forever()
