import os
import secrets
import shutil
import sqlite3
import tempfile
from pathlib import Path

from fastapi import Depends, FastAPI, Header, HTTPException, UploadFile
from pydantic import BaseModel

from unpack import UNPACKERS, BadArchive

app = FastAPI(title="Mod host")
MODS = Path(os.environ.get("MODS_DIR", "/srv/mods"))


class ModOut(BaseModel):
    id: str
    files: int


def db():
    conn = sqlite3.connect("mods.db", check_same_thread=False)
    try:
        yield conn
    finally:
        conn.close()


def author(x_api_key: str = Header(), conn: sqlite3.Connection = Depends(db)) -> int:
    row = conn.execute("SELECT id FROM authors WHERE api_key = ?", (x_api_key,)).fetchone()
    if row is None:
        raise HTTPException(401)
    return row[0]


def spool(upload: UploadFile):
    buffer = tempfile.SpooledTemporaryFile(max_size=4 << 20)
    shutil.copyfileobj(upload.file, buffer, 1 << 16)
    buffer.seek(0)
    return buffer


@app.post("/mods", response_model=ModOut, status_code=201)
def upload_mod(archive: UploadFile, author_id: int = Depends(author), conn: sqlite3.Connection = Depends(db)):
    kind = "zip" if (archive.filename or "").endswith(".zip") else "tar"
    mod_id = secrets.token_hex(8)
    folder = MODS / mod_id
    folder.mkdir(parents=True)
    try:
        with spool(archive) as buffer:
            files = UNPACKERS[kind](buffer, folder)
    except BadArchive:
        shutil.rmtree(folder)
        raise HTTPException(422, "The archive was not accepted")
    conn.execute("INSERT INTO mods (id, author_id) VALUES (?, ?)", (mod_id, author_id))
    conn.commit()
    return ModOut(id=mod_id, files=files)


@app.get("/mods/{mod_id}/files")
def list_files(mod_id: str, conn: sqlite3.Connection = Depends(db)):
    known = conn.execute("SELECT id FROM mods WHERE id = ?", (mod_id,)).fetchone()
    if known is None:
        raise HTTPException(404)
    folder = MODS / known[0]
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@app.get("/mods/{mod_id}/readme")
def readme(mod_id: str, lang: str = "en"):
    path = MODS / os.path.basename(mod_id) / f"README.{lang}.txt"
    if not path.is_file():
        raise HTTPException(404)
    return {"text": path.read_text(encoding="utf-8", errors="replace")[:20_000]}
