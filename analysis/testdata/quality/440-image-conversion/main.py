"""Image conversion with ImageMagick."""
import asyncio
import logging
import os
import re
import shlex
import uuid
from pathlib import Path
from typing import Literal

import aiofiles
from fastapi import APIRouter, Depends, FastAPI, File, Form, HTTPException, UploadFile
from fastapi.responses import FileResponse

from deps import get_current_user

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/images", dependencies=[Depends(get_current_user)])

MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", "/srv/media"))
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}
GEOMETRY = re.compile(r"\d{1,4}x\d{1,4}")


class ToolError(RuntimeError):
    pass


async def run_tool(*argv: str) -> None:
    proc = await asyncio.create_subprocess_exec(*argv, stderr=asyncio.subprocess.PIPE)
    _, err = await proc.communicate()
    if proc.returncode:
        logger.error("%s failed: %s", argv[0], err.decode(errors="replace")[:200])
        raise ToolError(argv[0])


async def caption_image(source: Path, target: Path, caption: str) -> None:
    command = f"convert {shlex.quote(str(source))} -gravity south -annotate 0 {shlex.quote('x' + caption)} {shlex.quote(str(target))}"
    proc = await asyncio.create_subprocess_shell(command)
    if await proc.wait():
        raise ToolError("convert")


async def store(upload: UploadFile) -> Path:
    suffix = SUFFIXES.get(upload.content_type or "")
    if suffix is None:
        raise HTTPException(status_code=415, detail="Unsupported image type")
    path = MEDIA_ROOT / f"{uuid.uuid4().hex}{suffix}"
    async with aiofiles.open(path, "wb") as out:
        while chunk := await upload.read(1024 * 1024):
            await out.write(chunk)
    return path


@router.post("/resize")
async def resize(
    file: UploadFile = File(...),
    geometry: str = Form("320x240"),
    output: Literal["png", "jpg", "webp"] = Form("jpg"),
    quality: int = Form(85, ge=1, le=100),
):
    if not GEOMETRY.fullmatch(geometry):
        raise HTTPException(status_code=422, detail="Geometry must look like 320x240")
    source = await store(file)
    target = source.with_name(f"{source.stem}-out.{output}")
    try:
        await run_tool("convert", str(source), "-resize", geometry, "-quality", str(quality), str(target))
    except ToolError:
        raise HTTPException(status_code=422, detail="Conversion failed")
    return FileResponse(target)


@router.post("/caption")
async def caption(file: UploadFile = File(...), text: str = Form(..., max_length=80)):
    source = await store(file)
    target = source.with_suffix(".captioned.png")
    try:
        await caption_image(source, target, text)
    except ToolError:
        raise HTTPException(status_code=422, detail="Conversion failed")
    return FileResponse(target)


app = FastAPI()
app.include_router(router)
