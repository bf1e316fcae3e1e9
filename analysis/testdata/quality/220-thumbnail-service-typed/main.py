import re
import shlex
import subprocess
from enum import Enum
from pathlib import Path

from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import FileResponse

app = FastAPI()
ORIGINALS = Path("/data/originals").resolve()
THUMBS = Path("/data/thumbs")
GEOMETRY = re.compile(r"[0-9]{1,4}x[0-9]{1,4}")


class Fit(str, Enum):
    cover = "cover"
    contain = "contain"


FLAGS = {Fit.cover: "^", Fit.contain: ">"}


class Converter:
    def __init__(self, source: Path, width: int, height: int, fit: Fit):
        self.source = source
        self.width = width
        self.height = height
        self.fit = fit

    @property
    def target(self) -> Path:
        return THUMBS / f"{self.source.stem}_{self.width}x{self.height}_{self.fit.value}.jpg"

    def command(self) -> str:
        return " ".join(
            [
                "convert",
                shlex.quote(str(self.source)),
                "-thumbnail",
                shlex.quote(f"{self.width}x{self.height}{FLAGS[self.fit]}"),
                "-quality 80",
                shlex.quote(str(self.target)),
            ]
        )

    def run(self) -> Path:
        subprocess.check_call(self.command(), shell=True, timeout=30)
        return self.target


def find(name: str) -> Path:
    path = ORIGINALS.joinpath(name).resolve()
    if not path.is_relative_to(ORIGINALS) or not path.is_file():
        raise HTTPException(404, "no such image")
    return path


@app.get("/thumb/{name}")
def thumb(
    name: str,
    width: int = Query(200, ge=16, le=2000),
    height: int = Query(200, ge=16, le=2000),
    fit: Fit = Fit.contain,
):
    return FileResponse(Converter(find(name), width, height, fit).run())


@app.get("/thumb-by-size/{size}/{name}")
def thumb_by_size(size: str, name: str):
    if not GEOMETRY.fullmatch(size):
        raise HTTPException(400, "size must look like 200x200")
    source = find(name)
    target = THUMBS / f"{source.stem}_{size}.png"
    subprocess.run(["convert", str(source), "-resize", size, str(target)], check=True, timeout=30)
    return FileResponse(target)


@app.get("/original")
def original(file: str):
    return FileResponse(find(file))
