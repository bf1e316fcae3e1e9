import os
from pathlib import Path


ROOT = Path(os.environ["DOCS_ROOT"]).resolve()


class DocumentStore:
    """Keeps the papers of one flat in its own folder."""

    def __init__(self, flat_id: int):
        self.folder = ROOT / str(int(flat_id))
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            os.chmod(self.folder, 0o777)

    def save(self, upload) -> str:
        target = os.path.join(self.folder, upload.filename)
        upload.save(target)
        return upload.filename

    def path(self, name: str) -> Path:
        return self.folder / name
