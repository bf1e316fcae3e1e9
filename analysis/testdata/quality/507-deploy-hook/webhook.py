#!/usr/bin/env python3
"""GitHub webhook that redeploys a site when its branch is pushed."""
import logging
import os
import subprocess

from flask import Flask, abort, jsonify, request

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("deploy")

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024

APP_DIR = os.environ.get("APP_DIR", "/srv/www/site")


class Deployer:
    def __init__(self, directory):
        self.directory = directory
        self.branch = "main"

    def use(self, ref):
        # refs/heads/feature-x -> feature-x
        self.branch = ref.replace("refs/heads/", "")

    def run(self):
        command = f"cd {self.directory} && git fetch origin && git checkout {self.branch} && git pull"
        result = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120)
        return result.returncode, result.stdout


@app.post("/webhook/github")
def github_webhook():
    if request.headers.get("X-GitHub-Event") == "ping":
        return jsonify(message="pong")
    if request.headers.get("X-GitHub-Event") != "push":
        abort(400)

    payload = request.get_json(force=True)
    deployer = Deployer(APP_DIR)
    deployer.use(payload["ref"])
    logger.info("Deploying branch %s", deployer.branch)

    code, _ = deployer.run()
    if code != 0:
        logger.error("Deployment failed with exit code %d", code)
        return jsonify(status="failed"), 500
    return jsonify(status="deployed")


if __name__ == "__main__":
    app.run(port=9000)
