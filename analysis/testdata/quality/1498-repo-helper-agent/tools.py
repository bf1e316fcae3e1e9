"""Tools that the repository helper may use. Every path stays below the repository."""
import subprocess
from pathlib import Path

MAX_READ = 20_000
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".cfg"}


class ToolError(Exception):
    """Shown to the model as the tool's result."""


class Workspace:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve(strict=True)

    def _inside(self, name: str) -> Path:
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root) or ".git" in path.relative_to(self.root).parts:
            raise ToolError("that path is outside the repository")
        if path.suffix not in TEXT_SUFFIXES or not path.is_file():
            raise ToolError("not a text file of the repository")
        return path

    def read_file(self, path: str) -> str:
        with self._inside(path).open(encoding="utf-8", errors="replace") as handle:
            return handle.read(MAX_READ)

    def list_files(self) -> str:
        done = self._git("ls-files")
        return done[:MAX_READ]

    def git_log(self, count: int = 10) -> str:
        return self._git("log", "--oneline", f"-n{max(1, min(int(count), 50))}")

    def run_tests(self) -> str:
        try:
            done = subprocess.run(
                ["python", "-m", "pytest", "-q", "--maxfail=5"],
                cwd=self.root, capture_output=True, text=True, timeout=300,
            )
        except subprocess.TimeoutExpired:
            raise ToolError("the tests took longer than five minutes") from None
        return done.stdout[-MAX_READ:]

    def _git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, capture_output=True, text=True, timeout=30
        )
        if done.returncode != 0:
            raise ToolError("git reported an error")
        return done.stdout
