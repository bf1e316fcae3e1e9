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
        name = uuid.uuid4().hex
        out = WORK / "clips" / f"{name}.mp4"
        text = WORK / "captions" / f"{name}.txt"
        text.write_text(caption[:80], encoding="utf-8")
        argv = ["-y", "-ss", str(float(start)), "-t", str(min(float(length), 60.0)), "-i", str(self.source)]
        argv += ["-vf", f"drawtext=textfile={text}:expansion=none:x=20:y=20", str(out)]
        proc = await asyncio.create_subprocess_exec("ffmpeg", *argv, stderr=asyncio.subprocess.DEVNULL)
        try:
            code = await asyncio.wait_for(proc.wait(), timeout=120)
        except asyncio.TimeoutError:
            proc.kill()
            raise RuntimeError("cutting took too long")
        if code != 0:
            raise RuntimeError("ffmpeg failed")
        return out
