"""Document intake for the insurance claims portal."""
import os
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import jwt
from fastapi import Depends, FastAPI, File, HTTPException, UploadFile
from fastapi.responses import FileResponse
from fastapi.security import OAuth2PasswordBearer

STORAGE = Path(os.getenv("CLAIMS_STORAGE", "/var/lib/claims"))
MAX_SIZE = 10 * 1024 * 1024
KINDS = {b"%PDF-": ".pdf", b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg"}
oauth2 = OAuth2PasswordBearer(tokenUrl="/token")
app = FastAPI(title="Claims documents")


async def get_user_id(token: Annotated[str, Depends(oauth2)]) -> int:
    try:
        payload = jwt.decode(token, os.environ["JWT_SECRET"], algorithms=["HS256"])
        return int(payload["sub"])
    except (jwt.InvalidTokenError, KeyError, ValueError):
        raise HTTPException(status_code=401, detail="Not authenticated")


UserId = Annotated[int, Depends(get_user_id)]


class DocumentStore:
    def __init__(self, root: Path):
        self.root = root

    def folder(self, user_id: int) -> Path:
        path = self.root / str(user_id)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def locate(self, user_id: int, document_id: UUID) -> Path | None:
        for suffix in KINDS.values():
            candidate = self.folder(user_id) / f"{document_id.hex}{suffix}"
            if candidate.is_file():
                return candidate
        return None


store = DocumentStore(STORAGE)


def suffix_of(head: bytes) -> str:
    for magic, suffix in KINDS.items():
        if head.startswith(magic):
            return suffix
    raise HTTPException(status_code=415, detail="Only PDF, PNG and JPEG are accepted")


@app.post("/documents", status_code=201)
async def upload_document(user_id: UserId, file: UploadFile = File(...)):
    chunk = await file.read(64 * 1024)
    suffix = suffix_of(chunk)
    document_id = uuid4()
    target = store.folder(user_id) / f"{document_id.hex}{suffix}"
    size = 0
    with open(target, "xb") as out:
        while chunk:
            size += len(chunk)
            if size > MAX_SIZE:
                break
            out.write(chunk)
            chunk = await file.read(64 * 1024)
    if size > MAX_SIZE:
        target.unlink()
        raise HTTPException(status_code=413, detail="File is too large")
    return {"id": str(document_id), "size": size}


@app.get("/documents/{document_id}")
async def download_document(document_id: UUID, user_id: UserId):
    path = store.locate(user_id, document_id)
    if path is None:
        raise HTTPException(status_code=404, detail="No such document")
    return FileResponse(path, filename=path.name)


@app.delete("/documents/{document_id}", status_code=204)
async def delete_document(document_id: UUID, user_id: UserId):
    path = store.locate(user_id, document_id)
    if path is not None:
        path.unlink(missing_ok=True)
