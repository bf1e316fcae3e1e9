import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path

from werkzeug.datastructures import FileStorage

MAGIC = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
CHUNK = 1 << 16


class AttachmentRefused(ValueError):
    pass


@dataclass
class Attachment:
    filename: str
    checksum: str
    size: int


class AttachmentStore:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    @staticmethod
    def _suffix(upload: FileStorage) -> str:
        suffix = Path(upload.filename or "").suffix.lower()
        magic = MAGIC.get(suffix)
        if magic is None or upload.stream.read(len(magic)) != magic:
            raise AttachmentRefused("only PDF and DOCX files")
        upload.stream.seek(0)
        return suffix

    def add(self, upload: FileStorage) -> Attachment:
        target = self.folder / f"{uuid.uuid4().hex}{self._suffix(upload)}"
        checksum, size = hashlib.sha256(), 0
        with target.open("xb") as handle:
            while chunk := upload.stream.read(CHUNK):
                checksum.update(chunk)
                size += len(chunk)
                handle.write(chunk)
        return Attachment(target.name, checksum.hexdigest(), size)
