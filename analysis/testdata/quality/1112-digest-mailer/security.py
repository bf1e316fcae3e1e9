import hmac
import os
from typing import Annotated

from fastapi import Header, HTTPException


def require_editor(x_editor_key: Annotated[str, Header()]) -> None:
    if not hmac.compare_digest(x_editor_key.encode(), os.environ["EDITOR_KEY"].encode()):
        raise HTTPException(401, "Not an editor")
