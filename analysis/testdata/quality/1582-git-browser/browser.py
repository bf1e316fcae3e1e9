"""Read-only browser for the department's Git repositories (behind the single sign-on proxy)."""
import re
import subprocess
from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, current_app, render_template, request

from sso import require_staff

bp = Blueprint("git", __name__, url_prefix="/git")
bp.before_request(require_staff)

REPOSITORIES = {
    "website": "/srv/git/website.git",
    "scripts": "/srv/git/scripts.git",
    "thesis-template": "/srv/git/thesis-template.git",
}
REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]{0,99}")
MAX_BLOB = 1024 * 1024


class GitError(Exception):
    pass


@bp.errorhandler(GitError)
def no_such_object(_error):
    current_app.logger.info("git refused a request", exc_info=True)
    return render_template("missing.html"), 404


def git(repository, *arguments):
    path = REPOSITORIES.get(repository)
    if path is None:
        abort(404)
    try:
        done = subprocess.run(
            ["git", "--git-dir", path, *arguments], capture_output=True, timeout=10, check=True, env={"LC_ALL": "C.UTF-8"}
        )
    except subprocess.SubprocessError as exc:
        raise GitError from exc
    return done.stdout


def commit_of(repository, ref):
    """Turns a branch, tag or hash into a full hash; only the hash is used from here on."""
    if not REF.fullmatch(ref) or ".." in ref:
        abort(404)
    out = git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return out.decode("ascii").strip()


def tree_path(text):
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or "\0" in text or ":" in text:
        abort(404)
    return path.as_posix()


@bp.get("/")
def index():
    return render_template("index.html", repositories=sorted(REPOSITORIES))


@bp.get("/<repository>/log")
def history(repository):
    commit = commit_of(repository, request.args.get("ref", "main"))
    out = git(repository, "log", "--max-count=50", "--format=%h%x09%as%x09%an%x09%s", commit, "--")
    rows = [line.split("\t", 3) for line in out.decode("utf-8", "replace").splitlines()]
    return render_template("log.html", repository=repository, rows=rows)


@bp.get("/<repository>/search")
def search(repository):
    words = request.args.get("q", "")[:80]
    if len(words) < 3:
        abort(400)
    commit = commit_of(repository, "main")
    out = git(repository, "grep", "--fixed-strings", "--max-count=5", "-I", "-n", "-e", words, commit, "--")
    return render_template("hits.html", lines=out.decode("utf-8", "replace").splitlines()[:200])


@bp.get("/<repository>/raw/<path:name>")
def raw(repository, name):
    commit = commit_of(repository, request.args.get("ref", "main"))
    blob = f"{commit}:{tree_path(name)}"
    if int(git(repository, "cat-file", "-s", blob)) > MAX_BLOB:
        abort(413)
    return Response(
        git(repository, "cat-file", "blob", blob),
        content_type="text/plain; charset=utf-8",
        headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"},
    )
