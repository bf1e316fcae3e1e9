"""Photo drop box for our wedding guests."""
import hmac
import os
import uuid
from pathlib import Path

from fastapi import Depends, FastAPI, File, Header, HTTPException, UploadFile
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse

app = FastAPI()
PHOTO_DIR = Path("photos")
PHOTO_DIR.mkdir(exist_ok=True)
MAX_SIZE = 15 * 1024 * 1024
CHUNK = 256 * 1024
MAGIC = {b"\xff\xd8\xff": ".jpg", b"\x89PN": ".png"}

app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://annaundtom.love"],
    allow_methods=["GET", "POST"],
    allow_headers=["X-Guest-Code"],
)


def guest_code(x_guest_code: str = Header()):
    expected = os.environ["GUEST_CODE"]
    if not hmac.compare_digest(x_guest_code.encode(), expected.encode()):
        raise HTTPException(403, "Wrong guest code")


class PhotoBox:
    def __init__(self, root: Path):
        self.root = root

    async def keep(self, upload: UploadFile) -> str:
        """Store one picture under a generated name, chunk by chunk."""
        chunk = await upload.read(CHUNK)
        suffix = MAGIC.get(chunk[:3])
        if suffix is None:
            raise HTTPException(415, "Only JPEG and PNG pictures, please")

        target = self.root / f"{uuid.uuid4().hex}{suffix}"
        size = 0
        with target.open("xb") as out:
            while chunk:
                size += len(chunk)
                if size > MAX_SIZE:
                    break
                out.write(chunk)
                chunk = await upload.read(CHUNK)
        if size > MAX_SIZE:
            target.unlink()
            raise HTTPException(413, "Picture too large")
        return target.name

    def names(self) -> list[str]:
        return sorted(p.name for p in self.root.iterdir() if p.is_file())[:1000]


box = PhotoBox(PHOTO_DIR)


@app.post("/photos", dependencies=[Depends(guest_code)])
async def add_photos(files: list[UploadFile] = File(...)):
    if len(files) > 20:
        raise HTTPException(400, "At most 20 pictures at a time")
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
