import logging
import uuid
from pathlib import Path

from fastapi import FastAPI, File, Form, HTTPException, UploadFile
from fastapi.responses import FileResponse
from PIL import Image, UnidentifiedImageError

logger = logging.getLogger(__name__)
app = FastAPI(title="Image resizer")

UPLOAD_DIR = Path("uploads")
OUTPUT_DIR = Path("resized")
UPLOAD_DIR.mkdir(exist_ok=True)
OUTPUT_DIR.mkdir(exist_ok=True)

MAX_BYTES = 5 * 1024 * 1024
CHUNK = 64 * 1024
EXTENSIONS = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}


async def save_upload(file: UploadFile) -> Path:
    """Store the upload under a generated name, stopping at MAX_BYTES."""
    extension = EXTENSIONS.get(file.content_type)
    if extension is None:
        raise HTTPException(status_code=415, detail="Only PNG, JPEG and WebP images are accepted")

    target = UPLOAD_DIR / f"{uuid.uuid4().hex}{extension}"
    written = 0
    try:
        with target.open("wb") as out:
            while chunk := await file.read(CHUNK):
                written += len(chunk)
                if written > MAX_BYTES:
                    raise HTTPException(status_code=413, detail="The image is too large")
                out.write(chunk)
    except HTTPException:
        target.unlink(missing_ok=True)
        raise
    return target


@app.post("/resize")
async def resize_image(
    file: UploadFile = File(...),
    width: int = Form(800, ge=16, le=2000),
    height: int = Form(600, ge=16, le=2000),
):
    source = await save_upload(file)
    try:
        with Image.open(source, formats=["PNG", "JPEG", "WEBP"]) as img:
            img.thumbnail((width, height))
            target = OUTPUT_DIR / f"{uuid.uuid4().hex}.png"
            img.save(target)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        logger.exception("Resizing failed")
        raise HTTPException(status_code=400, detail="The file is not a readable image")
    finally:
        source.unlink(missing_ok=True)

    return {"id": target.stem, "size": target.stat().st_size}


@app.get("/resized/{image_id}")
async def download(image_id: uuid.UUID):
    path = OUTPUT_DIR / f"{image_id.hex}.png"
    if not path.is_file():
        raise HTTPException(status_code=404, detail="Not found")
    return FileResponse(path, media_type="image/png")
