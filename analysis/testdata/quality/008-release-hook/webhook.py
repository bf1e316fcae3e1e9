"""Webhook receiver that deploys a branch with a fixed script."""
import hashlib
import hmac
import logging
import os
import re
import subprocess

from flask import Flask, abort, jsonify, request

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("release")

app = Flask(__name__)

# Set in the environment by systemd, see deploy/release-hook.service
WEBHOOK_SECRET = os.environ["WEBHOOK_SECRET"].encode()
REPO_PATH = "/srv/apps/storefront"
BRANCH_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")


def verify_signature(payload: bytes, signature: str) -> bool:
    """Verify the HMAC signature of the payload."""
    expected = "sha256=" + hmac.new(WEBHOOK_SECRET, payload, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


def run(*args: str) -> None:
    """Run one step, raising when it fails."""
    logger.info("Running %s", args[0])
    subprocess.run(args, cwd=REPO_PATH, check=True, timeout=300)


@app.post("/webhook")
def handle_webhook():
    """Handle push events of the main repository."""
    if not verify_signature(request.data, request.headers.get("X-Hub-Signature-256", "")):
        abort(403)

    payload = request.get_json()
    branch = payload.get("ref", "").removeprefix("refs/heads/")
    if not BRANCH_PATTERN.fullmatch(branch):
        abort(400, "invalid branch name")

    try:
        run("git", "fetch", "--all", "--prune")
        run("git", "checkout", branch, "--")
        run("docker", "compose", "up", "-d", "--build")
    except subprocess.CalledProcessError as exc:
        logger.error("Deployment failed with exit code %d", exc.returncode)
        return jsonify({"status": "failed"}), 500
    return jsonify({"status": "deployed"})


@app.get("/version")
def version():
    """Return the deployed commit."""
    out = subprocess.check_output("git rev-parse --short HEAD", shell=True, cwd=REPO_PATH, text=True)
    return jsonify({"commit": out.strip()})
