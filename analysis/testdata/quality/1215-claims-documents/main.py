from fastapi import Depends, FastAPI, HTTPException, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse

from auth import current_user_id
from storage import DocumentStore, preview_path

app = FastAPI(title="Claims documents")


def get_store(user_id: int = Depends(current_user_id)) -> DocumentStore:
    return DocumentStore(user_id)


@app.post("/documents", status_code=201)
async def upload_document(file: UploadFile, store: DocumentStore = Depends(get_store)):
    data = await file.read()
    if not data:
        raise HTTPException(400, "Empty file")
    key = await run_in_threadpool(store.put, file.filename, file.content_type, data)
    return {"key": key, "size": len(data)}


@app.get("/documents")
def list_documents(store: DocumentStore = Depends(get_store)):
    return {"documents": store.keys()}


@app.get("/previews/{name:path}", dependencies=[Depends(current_user_id)])
def show_preview(name: str):
    path = preview_path(name)
    if not path.is_file():
        raise HTTPException(404, "No preview yet")
    return FileResponse(path, media_type="image/png")
