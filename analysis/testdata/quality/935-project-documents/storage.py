from pathlib import Path


class LocalStorage:
    def __init__(self, root: str):
        self.root = Path(root)

    def _path(self, project: str, name: str) -> Path:
        return self.root / project / name

    def put(self, project: str, name: str, data: bytes) -> int:
        path = self._path(project, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return len(data)

    def get(self, project: str, name: str) -> Path:
        return self._path(project, name)
