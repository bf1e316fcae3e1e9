"""Receive an image in chunks, verify it and re-encode it under our own name."""
import os
import tempfile
import uuid
from pathlib import Path

from fastapi import HTTPException, UploadFile
from PIL import Image, UnidentifiedImageError
from starlette.concurrency import run_in_threadpool

AVATAR_DIR = Path(os.environ["AVATAR_DIR"]).resolve()
MAX_BYTES = 4 * 1024 * 1024
CHUNK = 64 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")
Image.MAX_IMAGE_PIXELS = 20_000_000


def _reencode(source, target: Path) -> None:
    with Image.open(source, formats=FORMATS) as picture:
        picture.thumbnail((256, 256))
        picture.convert("RGB").save(target, "WEBP", quality=82)


async def store_avatar(upload: UploadFile) -> str:
    if upload.content_type not in {"image/jpeg", "image/png", "image/webp"}:
        raise HTTPException(415, "Please send a JPEG, PNG or WebP picture")

    with tempfile.SpooledTemporaryFile(max_size=1024 * 1024) as spool:
        size = 0
        while chunk := await upload.read(CHUNK):
            size += len(chunk)
            if size > MAX_BYTES:
                raise HTTPException(413, "The picture may have at most 4 MB")
            spool.write(chunk)
        spool.seek(0)

        name = f"{uuid.uuid4().hex}.webp"
        try:
            await run_in_threadpool(_reencode, spool, AVATAR_DIR / name)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as exc:
            raise HTTPException(422, "That file is not a usable picture") from exc
    return name


def avatar_path(name: str) -> Path:
    """Map a stored name to a file, refusing anything outside AVATAR_DIR."""
    path = (AVATAR_DIR / name).resolve()
    if not path.is_relative_to(AVATAR_DIR) or path.suffix != ".webp" or not path.is_file():
        raise HTTPException(404, "No such avatar")
    return path
