"""Runs on the worker: check out a branch and build the site."""
import logging
import os
import subprocess
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)

SITES = {
    "handbook": "https://github.com/acme/handbook.git",
    "api": "https://github.com/acme/api-reference.git",
}
OUTPUT = Path(os.environ.get("DOCS_OUTPUT", "/srv/docs"))


def build(site: str, branch: str) -> None:
    remote = SITES[site]
    with tempfile.TemporaryDirectory(prefix="docs-") as work:
        subprocess.run(
            ["git", "clone", "--depth=1", f"--branch={branch}", "--", remote, work],
            check=True,
            timeout=180,
        )
        subprocess.run(
            ["mkdocs", "build", "--strict", "--site-dir", str(OUTPUT / site / branch.replace("/", "-"))],
            cwd=work,
            check=True,
            timeout=600,
        )
    logger.info("Documentation rebuilt for %s", site)
