import shutil
import tarfile
import zipfile
from pathlib import Path

MAX_FILES = 500
MAX_BYTES = 200 * 1024 * 1024


class BadArchive(ValueError):
    pass


def _check_zip(zf):
    entries = zf.infolist()
    if len(entries) > MAX_FILES or sum(e.file_size for e in entries) > MAX_BYTES:
        raise BadArchive("archive too large")
    for entry in entries:
        if entry.filename.startswith(("/", "\\")):
            raise BadArchive("absolute name")
    return entries


def unzip(stream, folder: Path):
    count = 0
    with zipfile.ZipFile(stream) as zf:
        for entry in _check_zip(zf):
            if entry.is_dir():
                continue
            target = folder / entry.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with zf.open(entry) as src, open(target, "wb") as dst:
                shutil.copyfileobj(src, dst)
            count += 1
    return count


def untar(stream, folder: Path):
    with tarfile.open(fileobj=stream, mode="r:*") as tf:
        members = [m for m in tf if m.isfile() and m.size < MAX_BYTES]
        if len(members) > MAX_FILES:
            raise BadArchive("archive too large")
        tf.extractall(folder, members=members)
    return len(members)


UNPACKERS = {"zip": unzip, "tar": untar}
