"""Celery tasks that turn uploaded lecture recordings into web videos.

The jobs are queued by the campus portal (another team), the arguments are
what the lecturer typed into the upload form.
"""
import logging
import os
import subprocess
import tempfile

import requests
from celery import Celery

app = Celery("transcoder")
app.config_from_object("celeryconfig")
log = logging.getLogger(__name__)

INBOX = "/data/inbox"
OUTBOX = "/data/outbox"


class Recording:
    def __init__(self, job):
        self.upload_id = int(job["upload_id"])
        self.course_id = int(job["course_id"])
        self.title = str(job["title"])[:200]
        self.source = os.path.join(INBOX, "%d.upload" % self.upload_id)
        self.callback = os.environ["PORTAL_URL"] + "/api/transcoded/%d" % self.upload_id

    @property
    def target(self):
        return os.path.join(OUTBOX, "course-%d" % self.course_id, "lecture-%d.mp4" % self.upload_id)

    def ffmpeg_command(self, output):
        return [
            "ffmpeg", "-nostdin", "-y",
            "-i", self.source,
            "-metadata", "title=" + self.title,
            "-c:v", "libx264", "-preset", "fast", "-crf", "24", "-c:a", "aac",
            output,
        ]


def publish(source, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:
            chunk = src.read(1 << 20)
            if not chunk:
                break
            dst.write(chunk)


@app.task(bind=True, max_retries=2)
def transcode(self, job):
    recording = Recording(job)
    with tempfile.TemporaryDirectory(dir="/data/work") as work:
        output = os.path.join(work, "video.mp4")
        try:
            subprocess.check_call(recording.ffmpeg_command(output), timeout=7000)
        except subprocess.CalledProcessError as exc:
            raise self.retry(exc=exc, countdown=60)
        publish(output, recording.target)
    try:
        requests.post(recording.callback, json={"state": "ready"}, timeout=10).raise_for_status()
    except requests.RequestException:
        log.exception("portal could not be told about upload %d", recording.upload_id)
    return recording.target
