import logging
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)


@dataclass
class ClipJob:
    source: Path
    title: str
    width: int = 1280
    gif: bool = False


class Transcoder:
    def __init__(self, out_dir: Path, timeout: int = 900) -> None:
        self.out_dir = out_dir
        self.timeout = timeout
        self.done = 0

    def _ffmpeg(self, *arguments: str) -> None:
        subprocess.run(["ffmpeg", "-nostdin", "-y", *arguments], check=True, timeout=self.timeout)

    def _output(self, suffix: str) -> Path:
        return self.out_dir / f"clip-{self.done:04d}{suffix}"

    def to_mp4(self, job: ClipJob) -> Path:
        target = self._output(".mp4")
        self._ffmpeg(
            "-i", f"file:{job.source}",
            "-vf", f"scale={job.width}:-2",
            "-metadata", f"title={job.title}",
            str(target),
        )
        return target

    def to_gif(self, job: ClipJob) -> Path:
        target = self._output(".gif")
        source = f"file:{job.source}"
        with tempfile.TemporaryDirectory(prefix="palette-") as folder:
            palette = str(Path(folder) / "palette.png")
            self._ffmpeg("-i", source, "-vf", "palettegen", palette)
            self._ffmpeg("-i", source, "-i", palette, "-lavfi", "paletteuse", str(target))
        return target

    def process(self, job: ClipJob) -> Path:
        result = self.to_gif(job) if job.gif else self.to_mp4(job)
        self.done += 1
        logger.info("clip %d written", self.done)
        return result
