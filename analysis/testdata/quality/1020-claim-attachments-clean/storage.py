import os
import uuid
from pathlib import Path
from typing import BinaryIO

CHUNK = 64 * 1024
MAX_SIZE = 10 * 1024 * 1024
SUFFIXES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}
MAGIC = {
    ".pdf": b"%PDF-",
    ".jpg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
}


class RejectedFile(ValueError):
    """The upload is too large or not of an accepted kind."""


class LocalStorage:
    """Keeps claim attachments below one root folder: <root>/<claim id>/<generated name>."""

    def __init__(self, root: str):
        self.root = Path(root)

    def folder(self, claim_id: int) -> Path:
        path = self.root / str(claim_id)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def save(self, claim_id: int, content_type: str | None, source: BinaryIO) -> str:
        suffix = SUFFIXES.get(content_type or "")
        if suffix is None:
            raise RejectedFile("Only PDF, JPEG and PNG files are accepted")
        stored_name = f"{uuid.uuid4().hex}{suffix}"
        target = self.folder(claim_id) / stored_name
        size = 0
        try:
            with open(target, "xb") as out:
                while chunk := source.read(CHUNK):
                    if size == 0 and not chunk.startswith(MAGIC[suffix]):
                        raise RejectedFile("The content does not match the file type")
                    size += len(chunk)
                    if size > MAX_SIZE:
                        raise RejectedFile("The file is larger than 10 MB")
                    out.write(chunk)
        except RejectedFile:
            target.unlink()
            raise
        return stored_name

    def path_of(self, claim_id: int, stored_name: str) -> Path:
        return self.folder(claim_id) / os.path.basename(stored_name)


storage = LocalStorage(os.environ["ATTACHMENT_ROOT"])
