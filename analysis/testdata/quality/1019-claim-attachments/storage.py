import os
from pathlib import Path
from typing import BinaryIO


class LocalStorage:
    """Keeps claim attachments below one root folder: <root>/<claim id>/<file>."""

    def __init__(self, root: str):
        self.root = Path(root)

    def folder(self, claim_id: int) -> Path:
        path = self.root / str(claim_id)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def save(self, claim_id: int, name: str, source: BinaryIO) -> Path:
        target = self.folder(claim_id) / name
        with open(target, "wb") as out:
            out.write(source.read())
        return target

    def path_of(self, claim_id: int, name: str) -> Path:
        return self.folder(claim_id) / name


storage = LocalStorage(os.environ["ATTACHMENT_ROOT"])
