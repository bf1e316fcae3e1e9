import os
import secrets
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI, File, Header, HTTPException, UploadFile
from fastapi.responses import FileResponse

from storage import LocalStorage

storage = LocalStorage(os.environ.get("DOCS_ROOT", "/srv/docs"))
ALLOWED = {".pdf", ".docx", ".txt"}
MAX_SIZE = 10 * 1024 * 1024


def service_key(x_service_key: str = Header(...)):
    if not secrets.compare_digest(x_service_key.encode(), os.environ["SERVICE_KEY"].encode()):
        raise HTTPException(status_code=403, detail="forbidden")


router = APIRouter(prefix="/projects/{project_id}/docs", dependencies=[Depends(service_key)])


@router.post("", status_code=201)
async def upload(project_id: int, file: UploadFile = File(...)):
    suffix = Path(file.filename or "").suffix.lower()
    if suffix not in ALLOWED:
        raise HTTPException(status_code=415, detail="only pdf, docx and txt")
    data = await file.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise HTTPException(status_code=413, detail="file too large")
    name = storage.put(project_id, suffix, data)
    return {"name": name, "size": len(data)}


@router.get("/{name}")
async def download(project_id: int, name: str):
    try:
        path = storage.get(project_id, name)
    except ValueError:
        raise HTTPException(status_code=404, detail="no such document") from None
    if not path.is_file():
        raise HTTPException(status_code=404, detail="no such document")
    return FileResponse(path)


app = FastAPI()
app.include_router(router)
