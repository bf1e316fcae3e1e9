import asyncio
import os
import uuid
from pathlib import Path

WORK = Path(os.environ["CLIP_DIR"])


class ClipMaker:
    """Cuts a short clip out of a recording with ffmpeg."""

    def __init__(self, recording_id: int):
        self.source = WORK / "recordings" / f"{int(recording_id)}.mp4"

    async def cut(self, start: str, length: str, caption: str) -> Path:
        out = WORK / "clips" / f"{uuid.uuid4().hex}.mp4"
        parts = ["ffmpeg", "-y", "-ss", start, "-t", length, "-i", str(self.source)]
        if caption:
            parts += ["-vf", f"\"drawtext=text='{caption}':x=20:y=20\""]
        parts.append(str(out))
        proc = await asyncio.create_subprocess_shell(" ".join(parts), stderr=asyncio.subprocess.DEVNULL)
        try:
            code = await asyncio.wait_for(proc.wait(), timeout=120)
        except asyncio.TimeoutError:
            proc.kill()
            raise RuntimeError("cutting took too long")
        if code != 0:
            raise RuntimeError("ffmpeg failed")
        return out
