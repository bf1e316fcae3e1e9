import uuid
from pathlib import Path

from fastapi import Depends, FastAPI, File, HTTPException, UploadFile
from pydantic import BaseModel, Field

from auth import current_user
from rag import answer_question, index_pdf

app = FastAPI(title="Chat with your PDF")

UPLOAD_DIR = Path("data/pdfs")
UPLOAD_DIR.mkdir(parents=True, exist_ok=True)
MAX_BYTES = 20 * 1024 * 1024


class ChatRequest(BaseModel):
    document: uuid.UUID
    question: str = Field(max_length=1000)


@app.post("/documents")
def upload_document(file: UploadFile = File(...), user: dict = Depends(current_user)):
    """Upload a PDF and build an index for it."""
    if file.content_type != "application/pdf" or file.file.read(5) != b"%PDF-":
        raise HTTPException(status_code=415, detail="Only PDF files are supported")
    file.file.seek(0)

    document = uuid.uuid4()
    path = UPLOAD_DIR / f"{document.hex}.pdf"
    written = 0
    with path.open("wb") as buffer:
        while chunk := file.file.read(64 * 1024):
            written += len(chunk)
            if written > MAX_BYTES:
                break
            buffer.write(chunk)
    if written > MAX_BYTES:
        path.unlink()
        raise HTTPException(status_code=413, detail="The PDF is too large")

    pages = index_pdf(path, document, user["sub"])
    return {"document": document, "pages": pages}


@app.post("/chat")
def chat(payload: ChatRequest, user: dict = Depends(current_user)):
    answer = answer_question(payload.document, user["sub"], payload.question)
    if answer is None:
        raise HTTPException(status_code=404, detail="Unknown document")
    return {"answer": answer}
