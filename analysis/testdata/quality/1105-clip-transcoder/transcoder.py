import logging
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)


@dataclass
class ClipJob:
    source: str
    title: str
    width: int = 1280
    gif: bool = False


class Transcoder:
    def __init__(self, out_dir: Path, timeout: int = 900) -> None:
        self.out_dir = out_dir
        self.timeout = timeout
        self.done = 0

    def _run(self, command: str) -> None:
        subprocess.run(command, shell=True, check=True, timeout=self.timeout)

    def _output(self, job: ClipJob, suffix: str) -> Path:
        return self.out_dir / f"clip-{self.done:04d}{suffix}"

    def to_mp4(self, job: ClipJob) -> Path:
        target = self._output(job, ".mp4")
        parts = [
            "ffmpeg -y",
            f'-i "{job.source}"',
            f"-vf scale={job.width}:-2",
            f'-metadata title="{job.title}"',
            f'"{target}"',
        ]
        self._run(" ".join(parts))
        return target

    def to_gif(self, job: ClipJob) -> Path:
        palette = tempfile.mktemp(suffix=".png")
        target = self._output(job, ".gif")
        self._run(f'ffmpeg -y -i "{job.source}" -vf palettegen {palette}')
        self._run(f'ffmpeg -y -i "{job.source}" -i {palette} -lavfi paletteuse "{target}"')
        os.unlink(palette)
        return target

    def process(self, job: ClipJob) -> Path:
        result = self.to_gif(job) if job.gif else self.to_mp4(job)
        self.done += 1
        logger.info("clip %d written", self.done)
        return result
