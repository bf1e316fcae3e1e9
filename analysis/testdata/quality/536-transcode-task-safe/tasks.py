"""Video transcoding with Celery and ffmpeg."""
import os
import subprocess
from pathlib import Path

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
    task_serializer="json",
    result_serializer="json",
    accept_content=["json"],
    task_time_limit=1800,
)

INPUT_DIR = Path("/var/media/in").resolve()
OUTPUT_DIR = Path("/var/media/out")

SCALES = {"480p": "scale=-2:480", "720p": "scale=-2:720", "1080p": "scale=-2:1080"}
NOTIFY_URL = os.environ["MEDIA_NOTIFY_URL"]


def locate(name):
    path = (INPUT_DIR / name).resolve()
    if not path.is_relative_to(INPUT_DIR):
        raise ValueError("source outside the input folder")
    return path


def ffmpeg_command(source, target, scale, kilobits):
    return [
        "ffmpeg", "-nostdin", "-y",
        "-i", str(source),
        "-vf", scale,
        "-b:v", f"{kilobits}k",
        str(target),
    ]


@app.task(bind=True, max_retries=2)
def transcode(self, name, quality="720p", kilobits=2500):
    source = locate(name)
    scale = SCALES[quality]
    target = OUTPUT_DIR / f"{self.request.id}.mp4"

    try:
        subprocess.run(
            ffmpeg_command(source, target, scale, int(kilobits)),
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=1500,
        )
    except subprocess.SubprocessError as exc:
        logger.error("ffmpeg failed for task %s", self.request.id)
        raise self.retry(countdown=60, exc=exc)

    response = requests.post(NOTIFY_URL, json={"task": self.request.id, "status": "done"}, timeout=10)
    response.raise_for_status()
    return str(target)
