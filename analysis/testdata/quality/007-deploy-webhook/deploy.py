"""Runs the deployment steps for a repository checkout."""
import logging
import subprocess

logger = logging.getLogger("deploy")


class Deployer:
    """Deploys a branch of a checked out repository."""

    def __init__(self, repo_path: str):
        self.repo_path = repo_path

    def _run(self, command: str) -> int:
        """Run a shell command inside the repository."""
        completed = subprocess.run(
            command,
            shell=True,
            cwd=self.repo_path,
            capture_output=True,
            text=True,
        )
        if completed.returncode != 0:
            logger.error("Command failed with exit code %d", completed.returncode)
        return completed.returncode

    def deploy(self, branch: str) -> int:
        """Fetch, check out and build the given branch."""
        steps = [
            "git fetch --all --prune",
            f"git checkout {branch} && git pull origin {branch}",
            "docker compose up -d --build",
        ]
        for step in steps:
            code = self._run(step)
            if code != 0:
                return code
        return 0
