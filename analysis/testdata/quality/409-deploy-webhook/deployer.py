import logging
import subprocess

logger = logging.getLogger("deployer")


class DeployError(RuntimeError):
    pass


class Deployer:
    def __init__(self, path: str):
        self.path = path

    def _run(self, command: str) -> str:
        logger.info("Running: %s", command)
        result = subprocess.run(command, shell=True, cwd=self.path, capture_output=True, text=True, timeout=300)
        if result.returncode != 0:
            raise DeployError(result.stderr.strip())
        return result.stdout

    def deploy(self, branch: str) -> None:
        self._run("git fetch --all --prune")
        self._run(f"git checkout {branch} && git pull origin {branch}")
        self._run("docker compose up -d --build")
