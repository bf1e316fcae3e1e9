import zipfile
from io import BytesIO
from pathlib import Path


class VaultStorage:
    def __init__(self, root: Path) -> None:
        self.root = root

    def path_for(self, case: str, name: str) -> Path:
        return self.root / case / name

    def names(self, case_id: int) -> list[str]:
        folder = self.root / str(case_id)
        return sorted(p.name for p in folder.iterdir())[:500] if folder.is_dir() else []

    def unpack(self, case_id: int, bundle: bytes) -> int:
        target = self.root / str(case_id)
        target.mkdir(parents=True, exist_ok=True)
        count = 0
        with zipfile.ZipFile(BytesIO(bundle)) as archive:
            for info in archive.infolist():
                if info.is_dir() or info.file_size > 20_000_000:
                    continue
                destination = target / info.filename
                destination.write_bytes(archive.read(info))
                count += 1
        return count
