"""Background conversion of uploaded videos."""
import logging
import os
import queue
import threading

logger = logging.getLogger("convert")

OUTPUT_DIR = "/data/converted"
PRESETS = {"low": "640x360", "medium": "1280x720", "high": "1920x1080"}

jobs = queue.Queue()


class ConversionJob:
    """One conversion, created by the upload endpoint."""

    def __init__(self, source, title, preset):
        self.source = source
        self.title = title
        self.preset = preset

    @property
    def command(self):
        """The ffmpeg command line."""
        size = PRESETS.get(self.preset, PRESETS["medium"])
        target = f"{OUTPUT_DIR}/{os.path.basename(self.source)}.mp4"
        return f'ffmpeg -y -i "{self.source}" -s {size} -metadata title="{self.title}" "{target}"'

    def run(self):
        logger.info("Starting conversion with preset %s", self.preset)
        exit_code = os.system(self.command)
        if exit_code != 0:
            logger.error("ffmpeg exited with %d", exit_code)
        return exit_code == 0


def worker():
    """Process jobs until the program ends."""
    while True:
        job = jobs.get()
        try:
            job.run()
        finally:
            jobs.task_done()


def convert_now(source, title, preset="medium"):
    """Convert synchronously, used for short clips."""
    return ConversionJob(source, title, preset).run()


def start():
    threading.Thread(target=worker, daemon=True).start()
