import os
import secrets
from typing import Annotated

from fastapi import Header, HTTPException


def current_librarian(x_api_key: Annotated[str, Header()]) -> str:
    if not secrets.compare_digest(x_api_key.encode(), os.environ["LIBRARIAN_KEY"].encode()):
        raise HTTPException(401, "Not a librarian")
    return "librarian"
