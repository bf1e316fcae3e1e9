import uuid
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

MAX_SIZE = 10 * 1024 * 1024
PDF_MAGIC = b"%PDF-"


class DocumentBox:
    """Exercise sheets and letters for one patient."""

    def __init__(self, patient):
        self.folder = (Path(settings.MEDIA_ROOT) / "documents" / str(patient.pk)).resolve()

    def path(self, name):
        candidate = (self.folder / name).resolve()
        if not candidate.is_relative_to(self.folder) or candidate.suffix != ".pdf":
            raise ValidationError("unknown document")
        return candidate

    def names(self):
        return sorted(p.name for p in self.folder.glob("*.pdf"))[:200]

    def store(self, upload):
        if upload.size > MAX_SIZE or upload.content_type != "application/pdf":
            raise ValidationError("only PDF files up to 10 MB")
        chunks = upload.chunks()
        first = next(chunks, b"")
        if not first.startswith(PDF_MAGIC):
            raise ValidationError("only PDF files up to 10 MB")
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / f"{uuid.uuid4().hex}.pdf", "xb") as out:
            out.write(first)
            for chunk in chunks:
                out.write(chunk)

    def remove(self, name):
        self.path(name).unlink(missing_ok=True)
