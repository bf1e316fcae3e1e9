"""User avatar endpoints."""
from fastapi import APIRouter, File, HTTPException, UploadFile, status
from fastapi.responses import FileResponse

from storage import AvatarStorage

router = APIRouter(prefix="/users", tags=["avatars"])
storage = AvatarStorage()

ALLOWED_CONTENT_TYPES = {"image/png", "image/jpeg"}
MAX_SIZE = 2 * 1024 * 1024


@router.post("/{user_id}/avatar", status_code=status.HTTP_201_CREATED)
async def upload_avatar(user_id: int, file: UploadFile = File(...)):
    """Upload a new avatar for the user."""
    if file.content_type not in ALLOWED_CONTENT_TYPES:
        raise HTTPException(status_code=415, detail="Unsupported image type")

    content = await file.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise HTTPException(status_code=413, detail="Image too large")

    stored = storage.save(user_id, file.filename, content)
    return {"avatar": stored.name}


@router.get("/{user_id}/avatar/{name}")
async def get_avatar(user_id: int, name: str):
    """Return a stored avatar."""
    path = storage.find(user_id, name)
    if path is None:
        raise HTTPException(status_code=404, detail="Avatar not found")
    return FileResponse(path)
