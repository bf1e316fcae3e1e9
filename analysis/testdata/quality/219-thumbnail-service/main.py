import shlex
import subprocess
from pathlib import Path

from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import FileResponse

app = FastAPI()
ORIGINALS = Path("/data/originals")
THUMBS = Path("/data/thumbs")


class Converter:
    """Wrapper around ImageMagick."""

    def __init__(self, source: Path, geometry: str, fmt: str = "jpg"):
        self.source = source
        self.geometry = geometry
        self.fmt = fmt

    @property
    def target(self) -> Path:
        return THUMBS / f"{self.source.stem}_{abs(hash(self.geometry))}.jpg"

    def command(self) -> str:
        return " ".join(
            [
                "convert",
                shlex.quote(str(self.source)),
                "-thumbnail",
                self.geometry,
                "-quality 80",
                shlex.quote(str(self.target)),
            ]
        )

    def run(self) -> Path:
        try:
            subprocess.check_call(self.command(), shell=True, timeout=30)
        except subprocess.CalledProcessError as exc:
            raise HTTPException(500, "conversion failed") from exc
        return self.target


@app.get("/thumb/{name}")
def thumb(name: str, size: str = Query("200x200")):
    source = ORIGINALS / Path(name).name
    if not source.exists():
        raise HTTPException(404, "no such image")
    return FileResponse(Converter(source, size).run())


@app.get("/original")
def original(file: str):
    path = ORIGINALS.joinpath(file)
    if path.suffix not in {".jpg", ".png", ".webp"}:
        raise HTTPException(400, "unsupported type")
    return FileResponse(path)


@app.get("/ping")
def ping():
    return {"ok": True}
