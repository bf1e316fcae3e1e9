"""GitHub webhook that queues a documentation rebuild for known repositories."""
import hashlib
import hmac
import json
import os
import re

from flask import Blueprint, Flask, abort, current_app, request
from redis import Redis
from rq import Queue, Retry

hooks = Blueprint("hooks", __name__)

BRANCH_REF = re.compile(r"refs/heads/(main|release/\d{1,3}\.\d{1,3})")
DOCS = {
    "acme/handbook": "handbook",
    "acme/api-reference": "api",
}


@hooks.before_request
def verify_signature():
    body = request.get_data(cache=True)
    digest = hmac.new(current_app.config["HOOK_SECRET"], body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(f"sha256={digest}", request.headers.get("X-Hub-Signature-256", "")):
        abort(401)


@hooks.post("/github")
def github():
    if request.headers.get("X-GitHub-Event") != "push":
        return "", 204
    try:
        push = json.loads(request.get_data())
        site = DOCS.get(push["repository"]["full_name"])
        ref = BRANCH_REF.fullmatch(push["ref"])
    except (ValueError, KeyError, TypeError):
        abort(400)
    if site is None or ref is None:
        return "", 204

    queue: Queue = current_app.extensions["docs_queue"]
    queue.enqueue(
        "docs_builder.build",
        site=site,
        branch=ref.group(1),
        job_timeout=900,
        retry=Retry(max=2, interval=60),
    )
    return "", 202


def create_app():
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 2 * 1024 * 1024
    app.config["HOOK_SECRET"] = os.environ["GITHUB_HOOK_SECRET"].encode()
    redis = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3, socket_connect_timeout=3)
    app.extensions["docs_queue"] = Queue("docs", connection=redis)
    app.register_blueprint(hooks, url_prefix="/hooks")
    return app
