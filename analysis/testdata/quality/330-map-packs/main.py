import os
import re
import secrets
import shutil
from enum import Enum
from pathlib import Path

from fastapi import Depends, FastAPI, HTTPException, UploadFile
from fastapi import Path as PathParam
from fastapi.responses import FileResponse
from fastapi.security import APIKeyHeader

from unpack import BadPack, contained, untar, unzip

app = FastAPI(title="Map packs")
PACKS = Path(os.environ.get("PACKS_DIR", "/srv/packs"))
LAYER = re.compile(r"[a-z0-9_]{1,30}")
key_header = APIKeyHeader(name="X-Api-Key")


class Lang(str, Enum):
    de = "de"
    en = "en"
    fr = "fr"


def editor(key: str = Depends(key_header)):
    if not secrets.compare_digest(key, os.environ["PACKS_API_KEY"]):
        raise HTTPException(401)


def pack_folder(pack: str = PathParam(pattern=r"^[0-9a-f]{16}$")) -> Path:
    folder = PACKS / pack
    if not folder.is_dir():
        raise HTTPException(404)
    return folder


@app.post("/packs", status_code=201, dependencies=[Depends(editor)])
def upload(archive: UploadFile):
    pack = secrets.token_hex(8)
    folder = PACKS / pack
    folder.mkdir(parents=True)
    unpack = unzip if (archive.filename or "").endswith(".zip") else untar
    try:
        files = unpack(archive.file, folder)
    except BadPack:
        shutil.rmtree(folder)
        raise HTTPException(422, "Pack not accepted")
    return {"pack": pack, "files": files}


@app.get("/packs/{pack}/legend")
def legend(lang: Lang = Lang.en, folder: Path = Depends(pack_folder)):
    return {"text": (folder / f"legend.{lang.value}.txt").read_text(encoding="utf-8")}


@app.get("/packs/{pack}/layers/{layer}")
def layer(layer: str, folder: Path = Depends(pack_folder)):
    if not LAYER.fullmatch(layer):
        raise HTTPException(422)
    return FileResponse(folder / f"{layer}.geojson")


@app.get("/packs/{pack}/raw/{name:path}")
def raw(name: str, folder: Path = Depends(pack_folder)):
    try:
        target = contained(folder, name)
    except BadPack:
        raise HTTPException(404)
    if not target.is_file():
        raise HTTPException(404)
    return FileResponse(target)
