import re
import uuid
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{32}\.(pdf|docx|txt)")


class LocalStorage:
    def __init__(self, root: str):
        self.root = Path(root).resolve()

    def _path(self, project_id: int, name: str) -> Path:
        path = (self.root / str(project_id) / name).resolve()
        if not path.is_relative_to(self.root):
            raise ValueError("outside of the storage root")
        return path

    def put(self, project_id: int, suffix: str, data: bytes) -> str:
        name = f"{uuid.uuid4().hex}{suffix}"
        path = self._path(project_id, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return name

    def get(self, project_id: int, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError("unknown name")
        return self._path(project_id, name)
