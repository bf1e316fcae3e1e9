import os
import zipfile
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.MEDIA_ROOT) / "contracts"


class Vault:
    """The folder of documents that belongs to one deal."""

    def __init__(self, deal_id):
        self.folder = ROOT / str(deal_id)

    def locate(self, relative):
        return os.path.join(self.folder, relative)

    def read(self, relative):
        return open(self.locate(relative), "rb")

    def unpack(self, archive):
        with zipfile.ZipFile(archive) as bundle:
            for info in bundle.infolist():
                target = self.folder / info.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with open(target, "wb") as out:
                    out.write(bundle.read(info))
