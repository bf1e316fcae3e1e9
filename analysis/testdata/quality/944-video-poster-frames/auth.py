import hmac
import os

from fastapi import Header, HTTPException


def require_editor(x_editor_token: str = Header("")):
    if not hmac.compare_digest(x_editor_token.encode(), os.environ["EDITOR_TOKEN"].encode()):
        raise HTTPException(403, "Editors only")
