import os
import secrets

from fastapi import APIRouter, Depends, FastAPI, File, Header, HTTPException, UploadFile
from fastapi.responses import FileResponse

from storage import LocalStorage

storage = LocalStorage(os.environ.get("DOCS_ROOT", "/srv/docs"))


def service_key(x_service_key: str = Header(...)):
    if not secrets.compare_digest(x_service_key.encode(), os.environ["SERVICE_KEY"].encode()):
        raise HTTPException(status_code=403, detail="forbidden")


router = APIRouter(prefix="/projects/{project}/docs", dependencies=[Depends(service_key)])


@router.post("", status_code=201)
async def upload(project: str, file: UploadFile = File(...)):
    data = await file.read()
    size = storage.put(project, file.filename, data)
    return {"name": file.filename, "size": size}


@router.get("/{name:path}")
async def download(project: str, name: str):
    path = storage.get(project, name)
    if not path.is_file():
        raise HTTPException(status_code=404, detail="no such document")
    return FileResponse(path)


app = FastAPI()
app.include_router(router)
