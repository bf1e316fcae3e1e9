import os
import uuid
from pathlib import Path


class OutsideVault(Exception):
    pass


class ScoreVault:
    def __init__(self, root):
        self.root = Path(root).resolve()

    def _inside(self, *parts):
        candidate = self.root.joinpath(*parts).resolve()
        if not candidate.is_relative_to(self.root):
            raise OutsideVault(parts)
        return candidate

    def open(self, ensemble, name):
        return open(self._inside(ensemble, name), "rb")

    def delete(self, ensemble, name):
        path = self._inside(ensemble, name)
        path.unlink(missing_ok=True)

    def save(self, ensemble, upload):
        ext = os.path.splitext(upload.filename)[1].lower()
        if ext not in (".pdf", ".mxl"):
            raise ValueError(ext)
        folder = self._inside(ensemble)
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{uuid.uuid4().hex}{ext}"
        upload.save(target)
        return target.name

    def listing(self, ensemble):
        folder = self._inside(ensemble)
        return [p.name for p in folder.glob("*.pdf")] if folder.is_dir() else []
