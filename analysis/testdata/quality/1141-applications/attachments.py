import hashlib
from dataclasses import dataclass
from pathlib import Path

from werkzeug.datastructures import FileStorage


@dataclass
class Attachment:
    filename: str
    checksum: str
    size: int


class AttachmentStore:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def _target(self, upload: FileStorage) -> Path:
        return self.folder / upload.filename

    def add(self, upload: FileStorage) -> Attachment:
        content = upload.read()
        upload.seek(0)
        target = self._target(upload)
        upload.save(target)
        return Attachment(target.name, hashlib.sha256(content).hexdigest(), len(content))
