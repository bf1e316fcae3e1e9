import hashlib
import hmac
import logging
import os
import subprocess

from flask import Flask, request

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("deploy")

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
SECRET = os.environ["WEBHOOK_SECRET"]
SITE_DIR = "/var/www/blog"
BRANCHES = {"main": "main", "drafts": "drafts"}


def signature_ok(body: bytes, header: str) -> bool:
    """Check GitHub's X-Hub-Signature-256 header."""
    digest = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(digest.encode(), header.encode())


def deploy(branch: str) -> bool:
    """Pull the given branch and rebuild the site."""
    steps = [
        ["git", "fetch", "origin"],
        ["git", "checkout", branch],
        ["git", "pull", "--ff-only"],
        ["hugo", "--minify"],
    ]
    for step in steps:
        result = subprocess.run(step, cwd=SITE_DIR, timeout=120, capture_output=True)
        if result.returncode != 0:
            logger.error("step %s failed with code %d", step[0], result.returncode)
            return False
    return True


@app.route("/hooks/github", methods=["POST"])
def github_hook():
    if not signature_ok(request.get_data(), request.headers.get("X-Hub-Signature-256", "")):
        logger.warning("Hook with a bad signature refused")
        return "bad signature", 403

    if request.headers.get("X-GitHub-Event") != "push":
        return "ignored", 200

    payload = request.get_json()
    branch = BRANCHES.get(payload["ref"].replace("refs/heads/", ""))
    if branch is None:
        return "ignored", 200
    logger.info("Deploying branch %s", branch)
    return ("deployed", 200) if deploy(branch) else ("build failed", 500)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=9000)
