"""Import of theme bundles (zip or tar.gz)."""
import io
import json
import logging
import os
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path

from fastapi import Depends, FastAPI, File, Form, HTTPException, UploadFile

from deps import require_admin

logger = logging.getLogger(__name__)
app = FastAPI(dependencies=[Depends(require_admin)])

THEME_DIR = Path(os.environ.get("THEME_DIR", "/srv/app/themes"))
MAX_SIZE = 20 * 1024 * 1024
ALLOWED_SUFFIXES = {".css", ".js", ".json", ".png", ".svg", ".woff2"}


class BundleError(ValueError):
    pass


class ThemeInstaller:
    def __init__(self, root: Path):
        self.root = root

    def install(self, data: bytes, kind: str) -> str:
        work = Path(tempfile.mkdtemp(prefix="theme-"))
        try:
            match kind:
                case "zip":
                    self._unzip(data, work)
                case "tar":
                    self._untar(data, work)
                case _:
                    raise BundleError("unsupported archive")
            manifest = json.loads((work / "theme.json").read_text())
            name = manifest["name"]
            shutil.move(work, self.root / name)
            return name
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _unzip(self, data: bytes, dest: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            for entry in bundle.infolist():
                if entry.is_dir():
                    continue
                if Path(entry.filename).suffix not in ALLOWED_SUFFIXES:
                    raise BundleError(f"{entry.filename} not allowed")
                target = os.path.join(dest, entry.filename)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with bundle.open(entry) as src, open(target, "wb") as out:
                    shutil.copyfileobj(src, out)

    def _untar(self, data: bytes, dest: Path) -> None:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as bundle:
            bundle.extractall(dest)


installer = ThemeInstaller(THEME_DIR)


@app.post("/themes", status_code=201)
async def upload_theme(archive: UploadFile = File(...), kind: str = Form("zip")):
    data = await archive.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise HTTPException(status_code=413, detail="Archive too large")
    try:
        name = installer.install(data, kind)
    except (BundleError, KeyError, json.JSONDecodeError, zipfile.BadZipFile, tarfile.TarError):
        logger.exception("Theme import failed")
        raise HTTPException(status_code=422, detail="Invalid theme archive")
    return {"installed": name}


@app.get("/themes")
def list_themes() -> list[str]:
    return sorted(p.name for p in THEME_DIR.iterdir() if p.is_dir())
