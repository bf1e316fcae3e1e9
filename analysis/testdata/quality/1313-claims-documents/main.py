"""Document intake for the insurance claims portal."""
import os
from pathlib import Path
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, File, HTTPException, UploadFile
from fastapi.responses import FileResponse
from fastapi.security import OAuth2PasswordBearer

STORAGE = Path(os.getenv("CLAIMS_STORAGE", "/var/lib/claims"))
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

    def locate(self, user_id: int, name: str) -> Path:
        return self.folder(user_id) / name


store = DocumentStore(STORAGE)


@app.post("/documents", status_code=201)
async def upload_document(user_id: UserId, file: UploadFile = File(...)):
    content = await file.read()
    target = store.locate(user_id, file.filename)
    with open(target, "wb") as out:
        out.write(content)
    return {"name": file.filename, "size": len(content)}


@app.get("/documents/{name:path}")
async def download_document(name: str, user_id: UserId):
    path = store.locate(user_id, name)
    if not path.exists():
        raise HTTPException(status_code=404, detail="No such document")
    return FileResponse(path, filename=path.name)


@app.delete("/documents/{name:path}", status_code=204)
async def delete_document(name: str, user_id: UserId):
    store.locate(user_id, name).unlink(missing_ok=True)
