import re
from pathlib import Path

MODEL_ID = re.compile(r"[0-9a-f]{16}")


class Registry:
    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def _file(self, model_id: str) -> Path | None:
        if not MODEL_ID.fullmatch(model_id):
            return None
        return self.folder / f"{model_id}.onnx"

    def store(self, model_id: str, payload: bytes) -> None:
        target = self._file(model_id)
        assert target is not None
        with target.open("xb") as fh:
            fh.write(payload)

    def path(self, model_id: str) -> Path | None:
        file = self._file(model_id)
        return file if file is not None and file.is_file() else None

    def remove(self, model_id: str) -> bool:
        file = self._file(model_id)
        if file is None:
            return False
        try:
            file.unlink()
        except FileNotFoundError:
            return False
        return True
