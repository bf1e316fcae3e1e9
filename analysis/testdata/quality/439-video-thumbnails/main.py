"""Upload a video and get a thumbnail back."""
import asyncio
import json
import logging
import os
import subprocess
import uuid
from pathlib import Path
from typing import Annotated

import aiofiles
from fastapi import APIRouter, Depends, FastAPI, File, Form, HTTPException, Query, UploadFile
from fastapi.responses import FileResponse

from deps import get_current_user

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/videos", dependencies=[Depends(get_current_user)])

MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", "/srv/media"))
CHUNK = 1024 * 1024
HttpUrlStr = Annotated[str, Query(pattern=r"^https?://.+", max_length=500)]


class FFmpeg:
    """Async helper around the ffmpeg command line."""

    def __init__(self, binary: str = "ffmpeg") -> None:
        self.binary = binary

    async def _exec(self, *args) -> None:
        command = " ".join([self.binary, "-y", *map(str, args)])
        proc = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE)
        _, err = await proc.communicate()
        if proc.returncode:
            logger.error("ffmpeg failed: %s", err.decode(errors="replace")[-300:])
            raise RuntimeError("ffmpeg failed")

    async def thumbnail(self, source: Path, target: Path, at: str, width: int) -> None:
        await self._exec("-ss", at, "-i", source, "-frames:v", 1, "-vf", f"scale={width}:-1", target)


async def store(upload: UploadFile) -> Path:
    """Save the upload under a random name; the extension is kept for ffmpeg."""
    suffix = os.path.splitext(upload.filename or "")[1]
    path = MEDIA_ROOT / f"{uuid.uuid4().hex}{suffix}"
    async with aiofiles.open(path, "wb") as out:
        while chunk := await upload.read(CHUNK):
            await out.write(chunk)
    return path


@router.post("/thumbnail")
async def create_thumbnail(
    file: UploadFile = File(...),
    at: str = Form("00:00:01"),
    width: int = Form(320),
):
    if not (file.content_type or "").startswith("video/"):
        raise HTTPException(status_code=415, detail="Video expected")
    source = await store(file)
    target = MEDIA_ROOT / "thumbs" / f"{uuid.uuid4().hex}.jpg"
    try:
        await FFmpeg().thumbnail(source, target, at, width)
    except RuntimeError:
        raise HTTPException(status_code=422, detail="Could not read the video")
    finally:
        source.unlink(missing_ok=True)
    return FileResponse(target, media_type="image/jpeg")


def probe_stream(url: str) -> dict:
    """Duration and format of a remote video as reported by ffprobe."""
    output = subprocess.check_output(f"ffprobe -v error -show_format -of json '{url}'", shell=True, timeout=20)
    return json.loads(output)["format"]


@router.get("/probe")
async def probe(url: HttpUrlStr):
    loop = asyncio.get_running_loop()
    try:
        info = await loop.run_in_executor(None, probe_stream, url)
    except (subprocess.SubprocessError, KeyError, ValueError):
        raise HTTPException(status_code=422, detail="Could not read the stream")
    return {"duration": float(info["duration"]), "format": info["format_name"]}


app = FastAPI()
app.include_router(router)
