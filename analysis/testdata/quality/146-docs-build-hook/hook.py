import hashlib
import hmac
import os
import subprocess

from flask import Flask, abort, request

app = Flask(__name__)
HOOK_SECRET = os.environ["HOOK_SECRET"].encode()
CHECKOUT = "/srv/docs"
BRANCHES = {"main": "main", "stable": "release/stable"}


def signed(payload: bytes, header: str) -> bool:
    expected = "sha256=" + hmac.new(HOOK_SECRET, payload, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, header or "")


def sh(command):
    return subprocess.check_output(command, shell=True, cwd=CHECKOUT, text=True)


def run(*argv):
    subprocess.run(argv, cwd=CHECKOUT, check=True, timeout=300)


def build(branch):
    run("git", "fetch", "--all", "--prune")
    run("git", "reset", "--hard", f"origin/{branch}")
    sh("make clean && make html")


@app.route("/hooks/docs", methods=["POST"])
def docs_hook():
    if not signed(request.get_data(), request.headers.get("X-Hub-Signature-256")):
        abort(403)
    event = request.get_json()
    branch = BRANCHES.get(event["ref"].removeprefix("refs/heads/"))
    if branch is None:
        return "ignored"
    build(branch)
    app.logger.info("built %s for %s", branch, event.get("pusher", {}).get("name"))
    return "ok", 200, {"Content-Type": "text/plain"}
