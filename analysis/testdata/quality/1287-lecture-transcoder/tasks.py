"""Celery tasks that turn uploaded lecture recordings into web videos.

The jobs are queued by the campus portal (another team), the arguments are
what the lecturer typed into the upload form.
"""
import os
import subprocess

import requests
from celery import Celery

app = Celery("transcoder")
app.config_from_object("celeryconfig")

INBOX = "/data/inbox"
OUTBOX = "/data/outbox"


class Recording:
    def __init__(self, job):
        self.source = os.path.join(INBOX, str(int(job["upload_id"])) + ".upload")
        self.title = job["title"]
        self.folder = job.get("course", "misc")
        self.callback = os.environ["PORTAL_URL"] + "/api/transcoded/" + str(int(job["upload_id"]))

    @property
    def target(self):
        return os.path.join(OUTBOX, self.folder, "lecture.mp4")

    def ffmpeg_command(self):
        return (
            f'ffmpeg -y -i {self.source} -metadata title="{self.title}" '
            f"-c:v libx264 -preset fast -crf 24 -c:a aac /data/work/current.mp4"
        )


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
    cmd = recording.ffmpeg_command()
    try:
        subprocess.check_call(cmd, shell=True, timeout=7000)
    except subprocess.CalledProcessError as exc:
        raise self.retry(exc=exc, countdown=60)
    publish("/data/work/current.mp4", recording.target)
    try:
        requests.post(recording.callback, json={"state": "ready"}).raise_for_status()
    except:
        pass
    return recording.target
