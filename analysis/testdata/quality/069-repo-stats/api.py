"""Statistics of our repositories."""
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException

from git_tools import GitRepository

app = FastAPI(title="Repository statistics")

REPOSITORIES = {
    "web": Path("/srv/git/web"),
    "api": Path("/srv/git/api"),
}


def get_repository(name: str) -> GitRepository:
    """Resolve a repository name."""
    if name not in REPOSITORIES:
        raise HTTPException(status_code=404, detail="Unknown repository")
    return GitRepository(REPOSITORIES[name])


Repo = Annotated[GitRepository, Depends(get_repository)]


@app.get("/{name}/commits")
def commits(repo: Repo, author: str, since: date | None = None):
    """Count commits of an author."""
    since = since or date.today() - timedelta(days=30)
    return {"author": author, "commits": repo.commits_by(author, since)}


@app.get("/{name}/search")
def search(repo: Repo, q: str):
    """Search the code."""
    return {"matches": repo.grep(q)}


@app.get("/{name}/head")
def head(repo: Repo):
    return {"commit": repo.head()}
