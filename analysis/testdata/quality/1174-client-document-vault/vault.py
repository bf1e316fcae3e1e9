"""Document vault of a small law firm.

Clients upload scans and contracts for their case worker and can download them
again. Meta data lives in SQLite (aiosqlite), files on disk.
"""
import os
import uuid
from pathlib import Path

import aiofiles
import aiosqlite
from fastapi import APIRouter, Depends, FastAPI, HTTPException, UploadFile
from fastapi.responses import FileResponse

from identity import Client, current_client

VAULT_DIR = Path(os.environ.get("VAULT_DIR", "/srv/vault"))
DB_PATH = VAULT_DIR / "vault.db"
MAX_BYTES = 20 * 1024 * 1024
CHUNK = 64 * 1024
MAGIC = {".pdf": b"%PDF-", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}
TEMPLATES = {
    "power-of-attorney": "power_of_attorney.docx",
    "fee-agreement": "fee_agreement.docx",
}

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
        """Write the upload under a generated name; 415/413 when not acceptable."""
        suffix = Path(upload.filename or "").suffix.lower()
        if suffix not in MAGIC:
            raise HTTPException(status_code=415, detail="Only PDF, PNG and JPEG are accepted")
        chunk = await upload.read(CHUNK)
        if not chunk.startswith(MAGIC[suffix]):
            raise HTTPException(status_code=415, detail="Content does not match the file type")
        destination = self.folder / f"{uuid.uuid4().hex}{suffix}"
        written = 0
        async with aiofiles.open(destination, "xb") as out:
            while chunk:
                written += len(chunk)
                if written > MAX_BYTES:
                    break
                await out.write(chunk)
                chunk = await upload.read(CHUNK)
        if written > MAX_BYTES:
            destination.unlink(missing_ok=True)
            raise HTTPException(status_code=413, detail="File too large")
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


@router.get("/templates/{name}")
async def download_template(name: str, client: Client = Depends(current_client)):
    """Download one of the firm's form templates."""
    file_name = TEMPLATES.get(name)
    if file_name is None:
        raise HTTPException(status_code=404, detail="No such template")
    return FileResponse(VAULT_DIR / "templates" / file_name)


@router.get("/{document_id}")
async def download_document(
    document_id: int,
    client: Client = Depends(current_client),
    db: aiosqlite.Connection = Depends(connect),
):
    """Download one of the caller's documents by its number."""
    cursor = await db.execute(
        "SELECT path FROM documents WHERE id = ? AND client_id = ?", (document_id, client.id)
    )
    row = await cursor.fetchone()
    if row is None:
        raise HTTPException(status_code=404, detail="No such document")
    return FileResponse(row["path"], media_type="application/octet-stream")


app = FastAPI(title="Client document vault")
app.include_router(router)
