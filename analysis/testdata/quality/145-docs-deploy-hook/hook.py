import hashlib
import hmac
import logging
import os
import subprocess

from flask import Flask, abort, request

app = Flask(__name__)
app.logger.setLevel(logging.INFO)
HOOK_SECRET = os.environ["HOOK_SECRET"].encode()
CHECKOUT = "/srv/docs"


def signed(payload: bytes, header: str) -> bool:
    expected = "sha256=" + hmac.new(HOOK_SECRET, payload, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, header or "")


def sh(command, cwd=CHECKOUT):
    return subprocess.check_output(command, shell=True, cwd=cwd, text=True)


def deploy(branch, author):
    sh("git fetch --all --prune")
    sh(f"git checkout {branch} && git reset --hard origin/{branch}")
    sh("make html")
    sh("echo 'deployed by %s' >> deploy.log" % author)


@app.route("/hooks/docs", methods=["POST"])
def docs_hook():
    if not signed(request.get_data(), request.headers.get("X-Hub-Signature-256")):
        abort(403)
    event = request.get_json()
    branch = event["ref"].split("/")[-1]
    author = event.get("pusher", {}).get("name", "unknown")
    try:
        deploy(branch, author)
    except subprocess.CalledProcessError:
        app.logger.exception("deploy failed")
        return "failed", 500
    return "ok"
