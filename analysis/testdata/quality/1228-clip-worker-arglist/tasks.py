import os
import shutil
import tempfile
import uuid

from celery.utils.log import get_task_logger

from celery_app import app
from ffmpeg import ClipJob

logger = get_task_logger(__name__)
PUBLISHED = "/srv/clips/published"


@app.task(bind=True, max_retries=2)
def make_clip(self, message):
    """Cut a clip out of a stream recording.

    The message comes from the public clip form:
    {"recording": "...", "start": 12.5, "length": 30, "title": "..."}
    """
    job = ClipJob(
        source=f"/srv/recordings/{uuid.UUID(message['recording'])}.mkv",
        start=float(message["start"]),
        length=min(float(message["length"]), 60.0),
        title=str(message["title"])[:100],
    )
    clip_id = uuid.uuid4().hex
    target = os.path.join(PUBLISHED, f"{clip_id}.mp4")
    with tempfile.TemporaryDirectory(prefix="clip-") as folder:
        work_file = os.path.join(folder, "clip.mp4")
        job.render(work_file)
        shutil.move(work_file, target)
    os.chmod(target, 0o640)
    logger.info("clip published")
    return {"clip": clip_id}


@app.task(bind=True, max_retries=5, default_retry_delay=30)
def remove_clip(self, clip_id):
    path = os.path.join(PUBLISHED, f"{uuid.UUID(clip_id).hex}.mp4")
    try:
        os.remove(path)
    except FileNotFoundError:
        logger.info("clip was already removed")
    except OSError as exc:
        logger.exception("clip could not be removed")
        raise self.retry(exc=exc)
