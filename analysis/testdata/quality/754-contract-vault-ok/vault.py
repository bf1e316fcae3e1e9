import shutil
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

ROOT = Path(settings.MEDIA_ROOT) / "contracts"
ALLOWED = {".pdf", ".docx", ".txt"}
MAX_MEMBER = 20 * 1024 * 1024
MAX_MEMBERS = 100


class Vault:
    """The folder of documents that belongs to one deal."""

    def __init__(self, deal_id):
        self.folder = (ROOT / str(int(deal_id))).resolve()

    def locate(self, relative):
        candidate = (self.folder / relative).resolve()
        if not candidate.is_relative_to(self.folder):
            raise SuspiciousFileOperation("outside of the deal's folder")
        return candidate

    def read(self, relative):
        return open(self.locate(relative), "rb")

    def unpack(self, archive):
        with zipfile.ZipFile(archive) as bundle:
            members = [m for m in bundle.infolist() if not m.is_dir()]
            if len(members) > MAX_MEMBERS:
                raise SuspiciousFileOperation("too many files")
            for info in members:
                if info.file_size > MAX_MEMBER or Path(info.filename).suffix.lower() not in ALLOWED:
                    raise SuspiciousFileOperation("file refused")
                target = self.locate(info.filename)
                target.parent.mkdir(parents=True, exist_ok=True)
                with bundle.open(info) as source, open(target, "wb") as out:
                    shutil.copyfileobj(source, out, 64 * 1024)
