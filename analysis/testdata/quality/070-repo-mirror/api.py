"""Read-only API on our repository mirrors."""
from pathlib import Path

from fastapi import FastAPI, HTTPException

from git_tools import GitError, GitRepository

app = FastAPI(title="Repository mirrors")

REPOSITORIES = {"web": Path("/srv/git/web"), "api": Path("/srv/git/api")}


def get_repository(name: str) -> GitRepository:
    """Resolve a repository name."""
    path = REPOSITORIES.get(name)
    if path is None:
        raise HTTPException(status_code=404, detail="Unknown repository")
    return GitRepository(path)


@app.get("/{name}/commits")
def commits(name: str, author: str):
    """Count commits of an author."""
    return {"author": author, "commits": get_repository(name).commits_by(author)}


@app.get("/{name}/search")
def search(name: str, q: str):
    """Search the code."""
    try:
        return {"matches": get_repository(name).grep(q)}
    except GitError:
        return {"matches": []}


@app.get("/{name}/commit/{sha}")
def show(name: str, sha: str):
    """Return the message of a commit."""
    try:
        return {"message": get_repository(name).show(sha)}
    except ValueError:
        raise HTTPException(status_code=400, detail="Not a commit id")


@app.get("/{name}/size")
def size(name: str, folder: str = "."):
    return {"bytes": get_repository(name).archive_size(folder)}
