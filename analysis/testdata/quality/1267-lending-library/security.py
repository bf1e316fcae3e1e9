import os
import secrets

from fastapi import Header, HTTPException

LIBRARIAN_KEY = os.environ["LIBRARIAN_KEY"]


def require_librarian(x_librarian_key: str = Header(...)) -> None:
    if not secrets.compare_digest(x_librarian_key.encode(), LIBRARIAN_KEY.encode()):
        raise HTTPException(status_code=403, detail="Librarians only")
