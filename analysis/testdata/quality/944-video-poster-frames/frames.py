import asyncio
import os
import uuid
from pathlib import Path

VIDEOS = Path(os.environ.get("VIDEO_DIR", "/srv/videos"))
POSTERS = Path(os.environ.get("POSTER_DIR", "/srv/posters"))


async def grab_frame(video: Path, at: float, width: int) -> Path:
    out = POSTERS / f"{uuid.uuid4().hex}.jpg"
    command = [
        "-y",
        "-ss", f"{at:.3f}",
        "-i", str(video),
        "-frames:v", "1",
        "-vf", f"scale={width}:-1",
        str(out),
    ]
    proc = await asyncio.create_subprocess_exec(
        "ffmpeg",
        *command,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await asyncio.wait_for(proc.wait(), timeout=60)
    except asyncio.TimeoutError:
        proc.kill()
        raise
    if proc.returncode != 0:
        raise RuntimeError("ffmpeg failed")
    return out
