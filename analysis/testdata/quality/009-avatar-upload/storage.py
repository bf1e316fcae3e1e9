"""Avatar storage on the local disk."""
from __future__ import annotations

from pathlib import Path
from typing import Optional

BASE_DIR = Path("media/avatars")


class AvatarStorage:
    """Stores avatars in one folder per user."""

    def __init__(self, base_dir: Path = BASE_DIR):
        self.base_dir = base_dir

    def _user_dir(self, user_id: int) -> Path:
        directory = self.base_dir / str(user_id)
        directory.mkdir(parents=True, exist_ok=True)
        return directory

    def save(self, user_id: int, filename: str, content: bytes) -> Path:
        """Write the avatar and return its path."""
        destination = self._user_dir(user_id) / filename
        destination.write_bytes(content)
        return destination

    def find(self, user_id: int, name: str) -> Optional[Path]:
        """Return the path of a stored avatar if it is there."""
        for candidate in self._user_dir(user_id).iterdir():
            if candidate.name == name:
                return candidate
        return None
