import hashlib
import hmac
import logging
import os

from flask import Flask, abort, jsonify, request

from deployer import Deployer, DeployError

app = Flask(__name__)
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("webhook")

WEBHOOK_SECRET = os.environ.get("WEBHOOK_SECRET") or "gh-hook-7d1fA93kQmZx0pLw"

REPOS = {
    "acme/shop": "/srv/shop",
    "acme/blog": "/srv/blog",
}


def verify_signature(body: bytes, header: str) -> bool:
    expected = "sha256=" + hmac.new(WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, header or "")


@app.post("/webhook")
def github_webhook():
    """Deploy the pushed branch of a known repository."""
    if not verify_signature(request.get_data(), request.headers.get("X-Hub-Signature-256")):
        abort(403)

    match request.headers.get("X-GitHub-Event"):
        case "ping":
            return jsonify(msg="pong")
        case "push":
            payload = request.get_json(force=True)
        case _:
            return jsonify(msg="ignored"), 202

    repo = payload["repository"]["full_name"]
    if repo not in REPOS:
        return jsonify(msg="unknown repository"), 404
    branch = payload["ref"].removeprefix("refs/heads/")
    try:
        Deployer(REPOS[repo]).deploy(branch)
    except DeployError as exc:
        logger.error("Deploy failed: %s", exc)
        return jsonify(msg="deploy failed"), 500
    return jsonify(msg="deployed", branch=branch)
