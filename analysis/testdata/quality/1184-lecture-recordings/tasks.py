"""Celery tasks of the recordings app."""
import logging
import os
import shutil
import subprocess
import tempfile

from celery import shared_task

logger = logging.getLogger(__name__)

FFMPEG = "/usr/bin/ffmpeg"
PRESETS = frozenset({"ultrafast", "veryfast", "medium", "slow"})


class Transcoder:
    """Builds and runs the ffmpeg command for one recording."""

    def __init__(self, source, preset, title):
        if preset not in PRESETS:
            raise ValueError("unknown preset")
        self.source = source
        self.preset = preset
        self.title = title

    def command(self, target):
        return [
            FFMPEG, "-nostdin", "-y",
            "-i", self.source,
            "-c:v", "libx264",
            "-preset", self.preset,
            "-metadata", f"title={self.title}",
            "-c:a", "aac",
            target,
        ]

    def run(self, folder):
        target = os.path.join(folder, "web.mp4")
        subprocess.run(self.command(target), check=True, timeout=3600)
        return target


@shared_task(bind=True, max_retries=2, time_limit=4000)
def transcode_recording(self, path, preset="veryfast", title=""):
    """Convert a recording to MP4 and place it next to the original."""
    final = os.path.splitext(path)[0] + "-web.mp4"
    with tempfile.TemporaryDirectory(prefix="transcode-") as folder:
        try:
            result = Transcoder(path, preset, title).run(folder)
        except subprocess.CalledProcessError as exc:
            logger.error("transcoding failed with exit code %d", exc.returncode)
            raise self.retry(countdown=60)
        shutil.move(result, final)
    return final
