"""Video transcoding with Celery and ffmpeg."""
import os
import subprocess

import requests
from celery import Celery
from celery.utils.log import get_task_logger

logger = get_task_logger(__name__)

app = Celery(
    "media",
    broker=os.environ["CELERY_BROKER_URL"],
    backend=os.environ["CELERY_RESULT_BACKEND"],
)
app.conf.update(
    task_serializer="pickle",
    result_serializer="pickle",
    accept_content=["pickle", "json"],
    task_time_limit=1800,
)

OUTPUT_DIR = os.environ.get("OUTPUT_DIR", "/var/media/out")


def ffmpeg_command(source, target, options):
    parts = ["ffmpeg", "-y", "-i", source]
    if options.get("resolution"):
        parts.append("-vf scale=" + options["resolution"])
    if options.get("bitrate"):
        parts.append("-b:v " + options["bitrate"])
    parts.append(target)
    return " ".join(parts)


@app.task(bind=True, max_retries=2)
def transcode(self, source, title, options=None, callback_url=None):
    target = os.path.join(OUTPUT_DIR, f"{self.request.id}.mp4")
    command = ffmpeg_command(source, target, options or {})

    process = subprocess.Popen(command, shell=True, stderr=subprocess.PIPE)
    _, err = process.communicate()
    if process.returncode != 0:
        logger.error("ffmpeg failed with code %s", process.returncode)
        raise self.retry(countdown=60)

    if callback_url:
        requests.post(callback_url, json={"task": self.request.id, "status": "done"})
    return target
