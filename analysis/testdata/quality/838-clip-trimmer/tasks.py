import os
import subprocess
import tempfile
import uuid

from celery import Celery

celery = Celery("clips", broker=os.environ["BROKER_URL"])
OUT_DIR = "/srv/clips"


@celery.task(time_limit=900)
def trim(source: str, start: float, end: float) -> str:
    """Cut a part out of the uploaded video with ffmpeg."""
    with tempfile.TemporaryDirectory(dir=OUT_DIR) as folder:
        temp = os.path.join(folder, "clip.mp4")
        subprocess.run(
            ["ffmpeg", "-y", "-i", source, "-ss", str(float(start)), "-to", str(float(end)), "-c", "copy", temp],
            check=True,
            timeout=600,
        )
        clip_id = uuid.uuid4().hex
        target = os.path.join(OUT_DIR, clip_id + ".mp4")
        os.replace(temp, target)
    os.chmod(target, 0o640)
    return clip_id
