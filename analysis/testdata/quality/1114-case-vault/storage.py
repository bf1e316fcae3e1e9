import shutil
import uuid
import zipfile
from pathlib import Path
from typing import BinaryIO

ALLOWED = {".pdf", ".txt", ".png", ".jpg"}
MAX_FILE = 20_000_000
MAX_FILES = 200


class VaultStorage:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def path_for(self, case_id: int, name: str) -> Path | None:
        folder = self.root / str(case_id)
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            return None
        return path

    def names(self, case_id: int) -> list[str]:
        folder = self.root / str(case_id)
        return sorted(p.name for p in folder.iterdir())[:500] if folder.is_dir() else []

    def unpack(self, case_id: int, bundle: BinaryIO) -> int:
        target = self.root / str(case_id)
        target.mkdir(parents=True, exist_ok=True)
        count = 0
        with zipfile.ZipFile(bundle) as archive:
            for info in archive.infolist()[:MAX_FILES]:
                suffix = Path(info.filename).suffix.lower()
                if info.is_dir() or info.file_size > MAX_FILE or suffix not in ALLOWED:
                    continue
                destination = target / f"{uuid.uuid4().hex}{suffix}"
                with archive.open(info) as source, destination.open("xb") as output:
                    shutil.copyfileobj(source, output, 1 << 16)
                count += 1
        return count
