import os
import shutil

from fastapi import Depends, FastAPI, File, HTTPException, UploadFile
from pydantic import BaseModel

from auth import current_user
from rag import answer_question, index_pdf

app = FastAPI(title="Chat with your PDF")

UPLOAD_DIR = "data/pdfs"
os.makedirs(UPLOAD_DIR, exist_ok=True)


class ChatRequest(BaseModel):
    document: str
    question: str


@app.post("/documents")
def upload_document(file: UploadFile = File(...), user: dict = Depends(current_user)):
    """Upload a PDF and build an index for it."""
    if not file.filename.endswith(".pdf"):
        raise HTTPException(status_code=400, detail="Only PDF files are supported")

    path = os.path.join(UPLOAD_DIR, file.filename)
    with open(path, "wb") as buffer:
        shutil.copyfileobj(file.file, buffer)

    name = file.filename[:-4]
    pages = index_pdf(path, name)
    return {"document": name, "pages": pages}


@app.post("/chat")
def chat(payload: ChatRequest, user: dict = Depends(current_user)):
    try:
        answer = answer_question(payload.document, payload.question)
    except FileNotFoundError:
        raise HTTPException(status_code=404, detail="Unknown document")
    return {"answer": answer}
