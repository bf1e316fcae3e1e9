import os
import tempfile

from celery import Celery

celery = Celery("clips", broker=os.environ["BROKER_URL"])
OUT_DIR = "/srv/clips"


@celery.task
def trim(source: str, start: str, end: str, title: str) -> str:
    """Cut a part out of the uploaded video with ffmpeg."""
    temp = tempfile.mktemp(suffix=".mp4")
    command = f"ffmpeg -y -i {source} -ss {start} -to {end} -c copy {temp}"
    os.system(command)

    target = os.path.join(OUT_DIR, title + ".mp4")
    os.replace(temp, target)
    os.chmod(target, 0o777)
    return target
