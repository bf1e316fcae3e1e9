import hashlib
import os
import subprocess
from pathlib import Path

MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", "/srv/media")).resolve()
THUMBS = Path(os.environ.get("THUMB_DIR", "/srv/thumbs")).resolve()


class OutsideLibrary(Exception):
    pass


def locate(rel: str) -> Path:
    """Turn a path from the web UI into a path on the disk, never outside the library."""
    path = (MEDIA_ROOT / rel.lstrip("/")).resolve()
    if not path.is_relative_to(MEDIA_ROOT):
        raise OutsideLibrary()
    return path


def make_thumbnail(rel: str, second: int = 5) -> Path:
    source = locate(rel)
    name = hashlib.sha256(str(source).encode()).hexdigest()[:32] + ".jpg"
    out = THUMBS / name
    subprocess.run(
        ["ffmpeg", "-y", "-ss", str(second), "-i", str(source), "-frames:v", "1", "-vf", "scale=320:-1", str(out)],
        check=True,
        timeout=30,
        capture_output=True,
    )
    return out
