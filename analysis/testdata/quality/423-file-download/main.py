"""Document download service."""
import logging
import os
from pathlib import Path

import aiofiles
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query
from fastapi.responses import FileResponse, PlainTextResponse
from pydantic import BaseModel

from deps import get_current_user
from library import DocumentLibrary

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/documents", dependencies=[Depends(get_current_user)])
library = DocumentLibrary(os.environ.get("DOCUMENT_ROOT", "/srv/documents"))


class Note(BaseModel):
    name: str
    text: str


@router.get("/")
def list_documents() -> list[str]:
    return library.names()


@router.get("/download")
def download(path: str = Query(..., description="Path relative to the document root")):
    """Send a document as attachment."""
    target = library.locate(path)
    if target is None:
        raise HTTPException(status_code=403, detail="Access denied")
    if not os.path.isfile(target):
        raise HTTPException(status_code=404, detail="File not found")
    return FileResponse(target, filename=os.path.basename(target))


@router.get("/preview", response_class=PlainTextResponse)
async def preview(path: str, lines: int = 20):
    target = Path(library.root) / path
    async with aiofiles.open(target, encoding="utf-8") as fh:
        head = [await fh.readline() for _ in range(min(lines, 200))]
    if library.locate(path) is None:
        logger.warning("Preview outside of the root requested")
    return "".join(head)


@router.post("/notes", status_code=201)
def save_note(note: Note):
    filename = note.name.replace("../", "").strip() + ".md"
    library.write_note(filename, note.text)
    return {"saved": filename}


app = FastAPI()
app.include_router(router)
