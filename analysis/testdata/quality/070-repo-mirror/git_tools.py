"""Helpers around the git command line that never build shell strings from input."""
import logging
import re
import shlex
import subprocess
from pathlib import Path

logger = logging.getLogger("mirror")

SHA_RE = re.compile(r"^[0-9a-f]{7,40}\Z")


class GitError(RuntimeError):
    """Raised when git fails."""


def git(*args: str, cwd: Path) -> str:
    """Run git with an argument list and return its output."""
    logger.debug("git %s", shlex.join(args))
    result = subprocess.run(["git", *args], cwd=cwd, capture_output=True, text=True, timeout=60)
    if result.returncode != 0:
        raise GitError(result.stderr.strip())
    return result.stdout


class GitRepository:
    """A local clone."""

    def __init__(self, path: Path):
        self.path = path

    def commits_by(self, author: str) -> int:
        """Count the commits of an author."""
        return int(git("rev-list", "--count", f"--author={author}", "HEAD", cwd=self.path))

    def grep(self, term: str) -> list[str]:
        """Search the working tree."""
        return git("grep", "-n", "--fixed-strings", "-e", term, "--", cwd=self.path).splitlines()[:100]

    def show(self, sha: str) -> str:
        """Return the message of a commit."""
        if not SHA_RE.match(sha):
            raise ValueError("not a commit id")
        return git("show", "--no-patch", "--format=%B", sha, cwd=self.path)

    def archive_size(self, folder: str) -> int:
        """Return the size of a folder when compressed."""
        command = "git archive HEAD -- {} | gzip | wc -c".format(shlex.quote(folder))
        return int(subprocess.check_output(command, shell=True, cwd=self.path, text=True))
