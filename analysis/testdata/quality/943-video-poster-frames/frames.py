import asyncio
import os
import uuid
from pathlib import Path

VIDEOS = Path(os.environ.get("VIDEO_DIR", "/srv/videos"))
POSTERS = Path(os.environ.get("POSTER_DIR", "/srv/posters"))


async def grab_frame(video: Path, at: str, size: str) -> Path:
    out = POSTERS / f"{uuid.uuid4().hex}.jpg"
    command = f"ffmpeg -y -ss {at} -i {video} -frames:v 1 -vf scale={size} {out}"
    proc = await asyncio.create_subprocess_shell(
        command,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    await asyncio.wait_for(proc.wait(), timeout=60)
    if proc.returncode != 0:
        raise RuntimeError("ffmpeg failed")
    return out
