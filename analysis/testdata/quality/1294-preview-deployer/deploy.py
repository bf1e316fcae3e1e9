"""Checks out a branch on the preview server and restarts the site."""
import fcntl
import logging
import re
import subprocess

logger = logging.getLogger("deploy")

CHECKOUT = "/srv/preview/site"
LOCK = "/srv/preview/deploy.lock"
BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")


class BadBranch(ValueError):
    pass


class Deployment:
    def __init__(self, payload):
        branch = str(payload.get("ref", "")).removeprefix("refs/heads/")
        if not BRANCH.fullmatch(branch) or ".." in branch:
            raise BadBranch("unsupported branch name")
        self.branch = branch

    def steps(self):
        return [
            ["git", "fetch", "--prune", "origin"],
            ["git", "checkout", "-f", "-B", "preview", "origin/" + self.branch, "--"],
            ["systemctl", "--user", "restart", "preview"],
        ]

    def run(self):
        with open(LOCK, "a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            logger.info("deployment started")
            for step in self.steps():
                subprocess.run(step, cwd=CHECKOUT, check=True, timeout=120)
        return True
