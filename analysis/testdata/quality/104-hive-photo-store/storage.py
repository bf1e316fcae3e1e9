from __future__ import annotations

import uuid
from pathlib import Path

ALLOWED_SUFFIXES = {".jpg", ".jpeg", ".png"}


class PhotoStore:
    """Keeps the photos of a hive under a root folder."""

    def __init__(self, root: str = "/var/lib/hives/photos") -> None:
        self.root = Path(root).resolve()

    def _locate(self, name: str) -> Path:
        candidate = (self.root / name).resolve()
        if not candidate.is_relative_to(self.root):
            raise ValueError("outside of the photo folder")
        return candidate

    def load(self, name: str) -> bytes:
        return self._locate(name).read_bytes()

    def save(self, original: str, data: bytes) -> str:
        suffix = Path(original).suffix.lower()
        if suffix not in ALLOWED_SUFFIXES:
            raise ValueError("unsupported type")
        stored = f"{uuid.uuid4().hex}{suffix}"
        (self.root / stored).write_bytes(data)
        return stored
