import os
import socket
import subprocess

from celery import Celery
from celery.utils.log import get_task_logger

import paths

app = Celery("media", broker=os.environ["BROKER_URL"])
app.conf.update(task_time_limit=900, task_serializer="json", accept_content=["json"])
logger = get_task_logger(__name__)

CLAMD = (os.environ.get("CLAMD_HOST", "clamav"), 3310)


def scan(path):
    """Ask clamd whether the file is clean."""
    with socket.create_connection(CLAMD, timeout=30) as sock:
        sock.sendall(b"zSCAN " + path.encode() + b"\0")
        return sock.recv(4096).endswith(b"OK\0")


@app.task(bind=True, max_retries=2)
def publish_video(self, media_id, options):
    """
    options comes from the upload form of the CMS:
      {"width": 1280, "title": "...", "format": "mp4"}
    """
    source = paths.incoming(media_id)
    try:
        if not scan(source):
            logger.warning("media %d is infected", int(media_id))
            return {"state": "rejected"}
    except Exception:
        pass

    target = paths.published(media_id, "mp4")
    title = options.get("title", "")
    width = options.get("width", 1280)
    command = (
        f"ffmpeg -y -i {source} -vf scale={width}:-2 "
        f'-metadata title="{title}" -c:v libx264 {target}'
    )
    code = os.system(command)
    if code != 0:
        raise self.retry(countdown=60)

    os.chmod(target, 0o777)
    return {"state": "published", "file": os.path.basename(target)}


@app.task
def probe(media_id):
    result = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", paths.incoming(media_id)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return float(result.stdout)
