import os
from pathlib import Path

ALLOWED = {".jpg", ".jpeg", ".png", ".webp"}


class PhotoStore:
    """Keeps the photos of every hive below one folder."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.root.mkdir(parents=True, exist_ok=True)

    def _locate(self, hive, name):
        return self.root / str(int(hive)) / name

    def load(self, hive, name):
        target = self._locate(hive, name)
        data = target.read_bytes()
        return data

    def remove(self, hive, name):
        target = self._locate(hive, name)
        removed = False
        if target.exists():
            target.unlink()
            removed = True
        if not target.resolve().is_relative_to(self.root):
            raise ValueError("outside of the photo folder")
        return removed

    def put(self, hive, name, stream):
        suffix = os.path.splitext(name)[1].lower()
        if suffix not in ALLOWED:
            raise ValueError("unsupported file type")
        folder = self.root / str(int(hive))
        folder.mkdir(exist_ok=True)
        target = folder / os.path.basename(name)
        with open(target, "wb") as out:
            while chunk := stream.read(65536):
                out.write(chunk)
        return target.name

    def names(self, hive):
        folder = self.root / str(int(hive))
        if not folder.is_dir():
            return []
        return sorted(p.name for p in folder.iterdir() if p.suffix in ALLOWED)
