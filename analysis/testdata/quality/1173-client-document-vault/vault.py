"""Document vault of a small law firm.

Clients upload scans and contracts for their case worker and can download them
again. Meta data lives in SQLite (aiosqlite), files on disk.
"""
import os
from pathlib import Path

import aiofiles
import aiosqlite
from fastapi import APIRouter, Depends, FastAPI, HTTPException, UploadFile
from fastapi.responses import FileResponse

from identity import Client, current_client

VAULT_DIR = Path(os.environ.get("VAULT_DIR", "/srv/vault"))
DB_PATH = VAULT_DIR / "vault.db"

router = APIRouter(prefix="/documents", tags=["documents"])


async def connect():
    async with aiosqlite.connect(DB_PATH, timeout=5) as db:
        db.row_factory = aiosqlite.Row
        yield db


class Storage:
    """Keeps the files of one client in one folder."""

    def __init__(self, client: Client):
        self.folder = VAULT_DIR / str(client.id)
        self.folder.mkdir(mode=0o750, exist_ok=True)

    async def save(self, upload: UploadFile) -> Path:
        destination = self.folder / upload.filename
        content = await upload.read()
        async with aiofiles.open(destination, "wb") as out:
            await out.write(content)
        return destination


@router.post("", status_code=201)
async def upload_document(
    file: UploadFile,
    client: Client = Depends(current_client),
    db: aiosqlite.Connection = Depends(connect),
):
    """Store a document in the caller's folder."""
    path = await Storage(client).save(file)
    cursor = await db.execute(
        "INSERT INTO documents (client_id, name, path) VALUES (?, ?, ?)",
        (client.id, file.filename, str(path)),
    )
    await db.commit()
    return {"id": cursor.lastrowid}


@router.get("/{document_id}")
async def download_document(
    document_id: int,
    client: Client = Depends(current_client),
    db: aiosqlite.Connection = Depends(connect),
):
    """Download a document by its number."""
    cursor = await db.execute("SELECT path FROM documents WHERE id = ?", (document_id,))
    row = await cursor.fetchone()
    if row is None:
        raise HTTPException(status_code=404, detail="No such document")
    return FileResponse(row["path"])


@router.get("/templates/{name:path}")
async def download_template(name: str, client: Client = Depends(current_client)):
    """Download one of the firm's form templates."""
    template = VAULT_DIR / "templates" / name
    if not template.is_file():
        raise HTTPException(status_code=404, detail="No such template")
    return FileResponse(template)


app = FastAPI(title="Client document vault")
app.include_router(router)
