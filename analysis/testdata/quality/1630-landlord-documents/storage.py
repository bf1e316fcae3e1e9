import os
import uuid
from pathlib import Path

from werkzeug.utils import secure_filename

ROOT = Path(os.environ["DOCS_ROOT"]).resolve()
ALLOWED = {".pdf": b"%PDF", ".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff"}


class Rejected(ValueError):
    pass


class DocumentStore:
    """Keeps the papers of one flat in its own folder."""

    def __init__(self, flat_id: int):
        self.folder = ROOT / str(int(flat_id))
        self.folder.mkdir(mode=0o750, parents=True, exist_ok=True)

    def save(self, upload) -> str:
        suffix = Path(secure_filename(upload.filename or "")).suffix.lower()
        magic = ALLOWED.get(suffix)
        head = upload.stream.read(8)
        upload.stream.seek(0)
        if magic is None or not head.startswith(magic):
            raise Rejected("Only PDF, PNG and JPEG files")
        name = uuid.uuid4().hex + suffix
        upload.save(self.folder / name)
        return name

    def path(self, name: str) -> Path:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise FileNotFoundError(name)
        return path
