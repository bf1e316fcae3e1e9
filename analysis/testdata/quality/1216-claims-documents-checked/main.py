from fastapi import Depends, FastAPI, HTTPException, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse

from auth import current_user_id
from storage import DocumentStore, UnsupportedDocument

MAX_BYTES = 10 * 1024 * 1024

app = FastAPI(title="Claims documents")


def get_store(user_id: int = Depends(current_user_id)) -> DocumentStore:
    return DocumentStore(user_id)


@app.post("/documents", status_code=201)
async def upload_document(file: UploadFile, store: DocumentStore = Depends(get_store)):
    data = await file.read(MAX_BYTES + 1)
    if not data:
        raise HTTPException(400, "Empty file")
    if len(data) > MAX_BYTES:
        raise HTTPException(413, "File is larger than 10 MB")
    try:
        key = await run_in_threadpool(store.put, data)
    except UnsupportedDocument:
        raise HTTPException(415, "Only PDF, PNG and JPEG files are accepted")
    return {"key": key, "size": len(data)}


@app.get("/documents")
def list_documents(store: DocumentStore = Depends(get_store)):
    return {"documents": store.keys()}


@app.get("/previews/{name:path}")
def show_preview(name: str, store: DocumentStore = Depends(get_store)):
    path = store.preview_path(name)
    if path is None or not path.is_file():
        raise HTTPException(404, "No preview yet")
    return FileResponse(path, media_type="image/png")
