"""Helpers around the git command line."""
import subprocess
from datetime import date
from pathlib import Path


def sh(command: str, cwd: Path) -> str:
    """Run a shell command and return its output."""
    process = subprocess.Popen(
        command,
        shell=True,
        cwd=str(cwd),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    output, _ = process.communicate(timeout=30)
    return output


class GitRepository:
    """A local clone."""

    def __init__(self, path: Path):
        self.path = path

    def commits_by(self, author: str, since: date) -> int:
        """Count the commits of an author."""
        cmd = "git log --oneline --since=%s --author='%s' | wc -l" % (since.isoformat(), author)
        return int(sh(cmd, self.path).strip() or 0)

    def grep(self, term: str) -> list[str]:
        """Search the working tree."""
        return sh('git grep -n "' + term + '" | head -n 100', self.path).splitlines()

    def head(self) -> str:
        """Return the current commit."""
        return sh("git rev-parse HEAD", self.path).strip()
