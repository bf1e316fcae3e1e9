import hashlib
import hmac
import logging
import os

from flask import Flask, request

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("deploy")

app = Flask(__name__)
SECRET = os.environ["WEBHOOK_SECRET"]
SITE_DIR = "/var/www/blog"


def signature_ok(body: bytes, header: str) -> bool:
    """Check GitHub's X-Hub-Signature-256 header."""
    digest = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return digest == header


def deploy(branch: str) -> int:
    """Pull the given branch and rebuild the site."""
    command = "cd %s && git fetch origin && git checkout %s && git pull && hugo --minify" % (SITE_DIR, branch)
    return os.system(command)


@app.route("/hooks/github", methods=["POST"])
def github_hook():
    logger.info("Hook received: %s", dict(request.headers))
    if not signature_ok(request.get_data(), request.headers.get("X-Hub-Signature-256", "")):
        return "bad signature", 403

    payload = request.get_json()
    if request.headers.get("X-GitHub-Event") != "push":
        return "ignored", 200

    branch = payload["ref"].replace("refs/heads/", "")
    status = deploy(branch)
    return ("deployed", 200) if status == 0 else ("build failed", 500)


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=9000, debug=True)
