import os
import subprocess

MEDIA_ROOT = os.environ.get("MEDIA_ROOT", "/srv/media")
THUMBS = os.environ.get("THUMB_DIR", "/srv/thumbs")


def locate(rel: str) -> str:
    """Turn a path from the web UI into a path on the disk."""
    return os.path.join(MEDIA_ROOT, rel.lstrip("/"))


def make_thumbnail(rel: str, second: str = "5") -> str:
    source = locate(rel)
    name = os.path.basename(rel) + ".jpg"
    out = os.path.join(THUMBS, name)
    cmd = f"ffmpeg -y -ss {second} -i '{source}' -frames:v 1 -vf scale=320:-1 '{out}'"
    subprocess.run(cmd, shell=True, check=True, timeout=30)
    return out
