"""User photo endpoints."""
import uuid
from pathlib import Path

from fastapi import APIRouter, File, HTTPException, UploadFile, status
from fastapi.responses import FileResponse

router = APIRouter(prefix="/users", tags=["photos"])

PHOTO_DIR = Path("media/photos")
EXTENSIONS = {"image/png": ".png", "image/jpeg": ".jpg"}
MAX_SIZE = 2 * 1024 * 1024


def photo_path(user_id: int, photo_id: uuid.UUID, suffix: str) -> Path:
    """Return where a photo is stored."""
    return PHOTO_DIR / str(user_id) / f"{photo_id}{suffix}"


@router.post("/{user_id}/photos", status_code=status.HTTP_201_CREATED)
async def upload_photo(user_id: int, file: UploadFile = File(...)):
    """Store a photo under a generated name."""
    suffix = EXTENSIONS.get(file.content_type)
    if suffix is None:
        raise HTTPException(status_code=415, detail="Unsupported image type")

    content = await file.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise HTTPException(status_code=413, detail="Image too large")

    photo_id = uuid.uuid4()
    destination = photo_path(user_id, photo_id, suffix)
    destination.parent.mkdir(parents=True, exist_ok=True)
    destination.write_bytes(content)
    return {"id": str(photo_id), "original_name": file.filename}


@router.get("/{user_id}/photos/{photo_id}")
async def get_photo(user_id: int, photo_id: uuid.UUID):
    """Return a stored photo."""
    for suffix in EXTENSIONS.values():
        path = photo_path(user_id, photo_id, suffix)
        if path.is_file():
            return FileResponse(path)
    raise HTTPException(status_code=404, detail="Photo not found")


@router.delete("/{user_id}/photos/{photo_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_photo(user_id: int, photo_id: uuid.UUID):
    """Delete a stored photo."""
    for suffix in EXTENSIONS.values():
        photo_path(user_id, photo_id, suffix).unlink(missing_ok=True)
