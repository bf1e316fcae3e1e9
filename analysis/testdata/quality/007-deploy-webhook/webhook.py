"""GitHub webhook receiver that deploys the pushed branch."""
import hashlib
import hmac
import logging

from flask import Flask, abort, jsonify, request

from deploy import Deployer

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("deploy")

app = Flask(__name__)

WEBHOOK_SECRET = "gh-hook-9fK2mQ7xVd41Lp"

deployer = Deployer("/srv/apps/storefront")


def verify_signature(payload: bytes, signature: str) -> bool:
    """Verify the GitHub HMAC signature."""
    expected = "sha256=" + hmac.new(WEBHOOK_SECRET.encode(), payload, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


@app.route("/webhook", methods=["POST"])
def handle_webhook():
    """Handle push events."""
    signature = request.headers.get("X-Hub-Signature-256", "")
    if not verify_signature(request.data, signature):
        abort(403)

    event = request.headers.get("X-GitHub-Event", "ping")
    if event == "ping":
        return jsonify({"msg": "pong"})
    if event != "push":
        return jsonify({"msg": "ignored"}), 202

    payload = request.get_json()
    branch = payload["ref"].replace("refs/heads/", "")
    logger.info("Received push event")

    result = deployer.deploy(branch)
    return jsonify({"status": "deployed" if result == 0 else "failed"})


if __name__ == "__main__":
    app.run(port=9000)
