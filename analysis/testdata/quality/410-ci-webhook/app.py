import hashlib
import hmac
import logging
import os
import re
import subprocess
from typing import Callable

from fastapi import BackgroundTasks, FastAPI, Header, HTTPException, Request

logger = logging.getLogger("ci")
app = FastAPI()

BRANCH_RE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
PROJECTS = {"acme/shop": "/srv/shop", "acme/blog": "/srv/blog"}


def webhook_secret() -> bytes:
    return os.environ["WEBHOOK_SECRET"].encode()


def verify(body: bytes, signature: str) -> bool:
    digest = hmac.new(webhook_secret(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={digest}", signature)


def git(path: str, *args: str) -> None:
    subprocess.run(["git", "-C", path, *args], check=True, timeout=120)


def deploy(path: str, branch: str) -> None:
    try:
        git(path, "fetch", "--prune", "origin")
        git(path, "checkout", "-B", "deploy", f"origin/{branch}")
        subprocess.run("docker compose pull && docker compose up -d", shell=True, cwd=path, check=True)
    except subprocess.CalledProcessError:
        logger.exception("Deploy of %s in %s failed", branch, path)


def restart(path: str, branch: str) -> None:
    subprocess.run(["docker", "compose", "restart"], cwd=path, check=True)


ACTIONS: dict[str, Callable[[str, str], None]] = {"push": deploy, "repository_dispatch": restart}


@app.post("/hooks/github", status_code=202)
async def github_hook(
    request: Request,
    tasks: BackgroundTasks,
    x_github_event: str = Header(...),
    x_hub_signature_256: str = Header(""),
):
    body = await request.body()
    if not verify(body, x_hub_signature_256):
        raise HTTPException(403, "bad signature")
    payload = await request.json()
    path = PROJECTS.get(payload.get("repository", {}).get("full_name"))
    action = ACTIONS.get(x_github_event)
    if path is None or action is None:
        return {"status": "ignored"}
    branch = str(payload.get("ref", "refs/heads/main")).removeprefix("refs/heads/")
    if not BRANCH_RE.fullmatch(branch):
        raise HTTPException(422, "unusable branch name")
    logger.info("Queueing %s for branch %s", x_github_event, branch)
    tasks.add_task(action, path, branch)
    return {"status": "queued"}
