import os

from fastapi import Header, HTTPException


def require_editor(x_editor_token: str = Header("")):
    if x_editor_token != os.environ["EDITOR_TOKEN"]:
        raise HTTPException(403, "Editors only")
