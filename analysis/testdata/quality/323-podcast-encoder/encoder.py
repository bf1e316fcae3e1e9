import asyncio
import logging
import shlex
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger("encoder")

BITRATES = {"speech": "64k", "music": "128k"}


@dataclass
class Episode:
    source: Path
    target: Path
    title: str
    artist: str
    profile: str = "speech"


class Encoder:
    def __init__(self, parallel: int = 1):
        self._gate = asyncio.Semaphore(parallel)

    def _metadata(self, episode: Episode) -> str:
        fields = {"title": episode.title, "artist": episode.artist}
        return " ".join(f'-metadata {key}="{value}"' for key, value in fields.items())

    def command(self, episode: Episode) -> str:
        return (
            f"ffmpeg -y -i {shlex.quote(str(episode.source))} "
            f"-b:a {BITRATES[episode.profile]} {self._metadata(episode)} "
            f"{shlex.quote(str(episode.target))}"
        )

    async def encode(self, episode: Episode) -> None:
        async with self._gate:
            proc = await asyncio.create_subprocess_shell(
                self.command(episode),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            _, err = await proc.communicate()
        if proc.returncode:
            raise RuntimeError(err.decode(errors="replace")[-300:])

    async def duration(self, path: Path) -> float:
        proc = await asyncio.create_subprocess_exec(
            "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path),
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await proc.communicate()
        return float(out or 0)
