"""Checks out a branch on the preview server and restarts the site."""
import logging
import os
import subprocess

logger = logging.getLogger("deploy")

CHECKOUT = "/srv/preview/site"
LOCK = "/srv/preview/deploy.lock"


class Deployment:
    def __init__(self, payload):
        self.branch = payload["ref"].replace("refs/heads/", "")
        self.author = payload.get("pusher", {}).get("name", "unknown")

    def steps(self):
        return [
            "git fetch --prune origin",
            "git checkout -f %s" % self.branch,
            "git reset --hard origin/%s" % self.branch,
            "systemctl --user restart preview",
        ]

    def run(self):
        if os.path.exists(LOCK):
            return False
        with open(LOCK, "w") as lock:
            lock.write(str(os.getpid()))
        try:
            logger.info("deploying %s for %s" % (self.branch, self.author))
            for step in self.steps():
                subprocess.run(step, shell=True, cwd=CHECKOUT, check=True, timeout=120)
        finally:
            os.remove(LOCK)
        return True
