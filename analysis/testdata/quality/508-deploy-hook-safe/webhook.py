#!/usr/bin/env python3
"""GitHub webhook that redeploys a site when its branch is pushed."""
import hashlib
import hmac
import logging
import os
import subprocess

from flask import Flask, abort, jsonify, request

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("deploy")

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024

APP_DIR = os.environ.get("APP_DIR", "/srv/www/site")
WEBHOOK_SECRET = os.environ["GITHUB_WEBHOOK_SECRET"].encode()

# ref in the payload -> branch to check out
DEPLOYABLE = {
    "refs/heads/main": "main",
    "refs/heads/staging": "staging",
}


class Deployer:
    def __init__(self, directory, branch):
        self.directory = directory
        self.branch = branch

    def _git(self, *args):
        return subprocess.run(
            ["git", "-C", self.directory, *args],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )

    def run(self):
        self._git("fetch", "origin")
        self._git("checkout", self.branch)
        self._git("pull", "--ff-only")


def signature_is_valid(body, header):
    expected = "sha256=" + hmac.new(WEBHOOK_SECRET, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, header or "")


@app.post("/webhook/github")
def github_webhook():
    if not signature_is_valid(request.get_data(), request.headers.get("X-Hub-Signature-256")):
        abort(403)
    if request.headers.get("X-GitHub-Event") == "ping":
        return jsonify(message="pong")
    if request.headers.get("X-GitHub-Event") != "push":
        abort(400)

    payload = request.get_json()
    branch = DEPLOYABLE.get(payload.get("ref"))
    if branch is None:
        return jsonify(status="ignored")

    logger.info("Deploying branch %s", branch)
    try:
        Deployer(APP_DIR, branch).run()
    except subprocess.SubprocessError:
        logger.exception("Deployment failed")
        return jsonify(status="failed"), 500
    return jsonify(status="deployed")


if __name__ == "__main__":
    app.run(port=9000)
