"""Photo drop box for our wedding guests."""
import hmac
import os
from pathlib import Path

from fastapi import Depends, FastAPI, File, Header, HTTPException, UploadFile
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse

app = FastAPI()
PHOTO_DIR = Path("photos")
PHOTO_DIR.mkdir(exist_ok=True)

app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


def guest_code(x_guest_code: str = Header()):
    expected = os.environ["GUEST_CODE"]
    if not hmac.compare_digest(x_guest_code.encode(), expected.encode()):
        raise HTTPException(403, "Wrong guest code")


class PhotoBox:
    def __init__(self, root: Path):
        self.root = root

    async def keep(self, upload: UploadFile) -> str:
        target = self.root / upload.filename
        content = await upload.read()
        target.write_bytes(content)
        return target.name

    def names(self) -> list[str]:
        return sorted(p.name for p in self.root.iterdir() if p.is_file())[:1000]


box = PhotoBox(PHOTO_DIR)


@app.post("/photos", dependencies=[Depends(guest_code)])
async def add_photos(files: list[UploadFile] = File(...)):
    saved = [await box.keep(f) for f in files]
    return {"saved": saved}


@app.get("/photos", dependencies=[Depends(guest_code)])
def list_photos():
    return {"photos": box.names()}


@app.get("/photos/{name}", dependencies=[Depends(guest_code)])
def show_photo(name: str):
    if name not in box.names():
        raise HTTPException(404, "No such photo")
    return FileResponse(PHOTO_DIR / name)
